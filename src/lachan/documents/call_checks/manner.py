"""How a check of calls is told."""

from lachan.documents.call_checks.advice import advice
from lachan.documents.call_checks.masking import masked_fact, masked_subject
from lachan.documents.call_checks.words import FIRST_FACTS, SUBJECTS, column_name, value_name
from lachan.documents.checks.manner import Manner
from lachan.vietnam.wording import Wording

MANNER = Manner(
    title=Wording("Kết quả rà soát cuộc gọi", "Check of call records"),
    counted=Wording("đối tượng", "subjects"),
    note=Wording(
        "Số gọi và thiết bị đã che; không có số bị gọi nào ở đây. Mỗi dấu hiệu đặt cạnh mức thường của mạng trong ngày "
        "đó và có thể có lý do chính đáng; hãy xác minh trước khi kết luận.",
        "Callers and devices are masked, and no callee is here. Each indicator stands beside what was ordinary in the "
        "network on that day and can have a good reason; verify before concluding.",
    ),
    subjects=SUBJECTS,
    advice=advice,
    column_name=column_name,
    value_name=value_name,
    masked_subject=masked_subject,
    masked_fact=masked_fact,
    unmasking="lachan calls report --unmask",
    first_facts=FIRST_FACTS,
)
