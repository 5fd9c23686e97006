"""The characters that the recogniser tells apart."""

from __future__ import annotations

import string

# The accented letters of European languages in Latin script that the base model knows.
_ACCENTED = (
    "ÀÁÂÃÄÅÆÇÈÉÊËÌÍÎÏÐÑÒÓÔÕÖØÙÚÛÜÝÞßàáâãäåæçèéêëìíîïðñòóôõöøùúûüýþÿ"
    "ĀāĂăĄąĆćĊċČčĎďĐđĒēĖėĘęĚěĞğĠġĢģĤĥĦħĨĩĪīĮįİıĶķĹĺĻļĽľŁłŃńŅņŇňŌōŐőŒœŔŕŘřŚśŜŝŞşŠšŢţŤťŨũŪūŬŭŮůŰűŲųŴŵŶŷŸŹźŻżŽž"
)
# What people type into timetables besides letters and digits: times, lists, prices, ticks and arrows.
_SIGNS = "–—‘’“”…•·«»¿§©®°ªº±×÷½¼¾²³†€£¥¢™′←→↑↓■□▲▶▼●○◆★☆☐☑✓✔✘"

CHARACTERS = tuple(string.digits + string.ascii_letters + string.punctuation + _ACCENTED + _SIGNS + " ")
