"""Addresses of directives and tasks."""

from django.urls import path

from lachan.office.directives.views import directives, drafts, files, tasks

urlpatterns = [
    path("chi-dao/", drafts.directives, name="directives"),
    path("chi-dao/nhap/", drafts.directive_import, name="directive_import"),
    path("chi-dao/<int:directive_id>/", directives.directive, name="directive"),
    path("chi-dao/<int:directive_id>/doi-chieu/", drafts.directive_check, name="directive_check"),
    path("chi-dao/<int:directive_id>/tra-lai/", drafts.directive_send_back, name="directive_send_back"),
    path("chi-dao/<int:directive_id>/bo/", drafts.directive_discard, name="directive_discard"),
    path("chi-dao/<int:directive_id>/ban-hanh/", directives.directive_issue, name="directive_issue"),
    path("chi-dao/<int:directive_id>/giao/<int:unit_id>/", directives.directive_give, name="directive_give"),
    path("chi-dao/<int:directive_id>/ket-thuc/", directives.directive_close, name="directive_close"),
    path("chi-dao/<int:directive_id>/tep/<slug:which>/", files.directive_file, name="directive_file"),
    path("nhiem-vu/", tasks.tasks, name="tasks"),
    path("nhiem-vu/<int:task_id>/", tasks.task, name="task"),
    path("nhiem-vu/<int:task_id>/bat-dau/", tasks.task_start, name="task_start"),
    path("nhiem-vu/<int:task_id>/hoan-thanh/", tasks.task_complete, name="task_complete"),
    path("nhiem-vu/<int:task_id>/mo-lai/", tasks.task_reopen, name="task_reopen"),
    path("nhiem-vu/<int:task_id>/ket-qua/", tasks.result_add, name="result_add"),
    path("ket-qua/<int:result_id>/rut/", tasks.result_withdraw, name="result_withdraw"),
    path("ket-qua/<int:result_id>/tep/<uuid:file_id>/", files.result_file, name="result_file"),
]
