"""The addresses of the numbers."""

from django.urls import path

from headway.web.board import ask_views, views
from headway.web.board.own import saved_views
from headway.web.board.own import views as own

urlpatterns = [
    path("ask", ask_views.ask, name="ask"),
    path("board", own.shown, name="own_board"),
    path("board/begin", own.begin, name="board_begin"),
    path("board/picking", own.picking, name="board_picking"),
    path("board/mail", own.mail, name="board_mail"),
    path("board/tiles/<int:tile_id>", own.tile, name="board_tile"),
    path("board/tiles/<int:tile_id>/look", own.look, name="tile_look"),
    path("board/tiles/<int:tile_id>/place", own.place, name="tile_place"),
    path("board/tiles/<int:tile_id>/remove", own.remove, name="tile_remove"),
    path("saved", saved_views.saved, name="saved"),
    path("saved/<int:saved_id>/remove", saved_views.remove, name="saved_remove"),
    path("numbers", views.board, name="board"),
    path("numbers/<slug:name>", views.metric, name="metric"),
    path("numbers/<slug:name>/rows", views.rows, name="rows"),
]
