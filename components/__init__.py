"""The Pulumi components: one ComponentResource per service, typed stack configuration, pure planning helpers.

Nothing here knows who deploys it, a laptop or AWS; functions/ is known only as packages on disk (`build/`).
"""
