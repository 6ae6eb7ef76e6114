"""What stands in the slots of the texts that the model is taught with: made-up numbers, names, links and amounts.

Numbers, accounts and people are drawn, not taken from anybody. Brands and their look-alike links are named because a
model that has never seen a bank's name beside a foreign link cannot learn what is wrong with it.
"""

import random
from collections.abc import Callable

_BANKS = (
    "Vietcombank", "VCB", "Techcombank", "BIDV", "Agribank", "VietinBank", "MB", "MBBank", "ACB", "VPBank", "Sacombank",
    "TPBank", "VIB", "SHB", "HDBank", "OCB", "MSB", "Eximbank", "SeABank", "LPBank", "SCB", "NamABank", "VietABank",
    "BacABank", "PVcomBank", "ABBANK", "Kienlongbank",
)  # fmt: skip
_OPERATORS = ("Viettel", "VinaPhone", "MobiFone", "Vietnamobile", "VNPT", "iTel", "Wintel", "Saymee", "FPT Telecom")
_WALLETS = ("MoMo", "ZaloPay", "Viettel Money", "VNPAY", "ShopeePay", "VNPT Money", "SmartPay")
_SHOPS = (
    "Shopee", "Lazada", "Tiki", "TikTok Shop", "Dien May Xanh", "The Gioi Di Dong", "Sendo", "Amazon", "Big C",
    "Vinmart", "Nguyen Kim", "PNJ", "Canifa", "Vingroup", "Samsung", "Coolmate",
)  # fmt: skip
_POSTS = ("VNPost", "Viettel Post", "GHTK", "GHN", "J&T Express", "Buu dien Viet Nam", "DHL", "EMS", "SPX")
_NAMES = (
    "Lan", "Hung", "Tuan", "Hoa", "Mai", "Huong", "Nam", "Duc", "Thao", "Linh", "Phuong", "Long", "Son", "Trang",
    "Ngoc",
    "Minh", "Quan", "Hien", "Thuy", "Bao", "An", "Khanh", "Yen", "Cuong", "Dung", "Giang",
)  # fmt: skip
_FAMILY = ("NGUYEN", "TRAN", "LE", "PHAM", "HOANG", "VU", "DANG", "BUI", "DO", "NONG", "LY", "HA", "NGO", "DUONG")
_MIDDLE = ("VAN", "THI", "DUC", "MINH", "QUOC", "THU", "NGOC", "XUAN", "HONG")
_GIRLS = ("Thao My", "Ngoc Anh", "Bao Tram", "Linh Chi", "Kieu Oanh", "My Duyen", "Thu Ha", "Vy", "Yen Nhi", "Be Na")
_FOREIGN = ("David Brown", "Michael Scott", "Robert Wilson", "James Lee", "Mr. Smith", "Frank Taylor", "Mark Johnson")
_CITIES = (
    "Ha Noi", "TP HCM", "Da Nang", "Hai Phong", "Can Tho", "Lang Son", "Bac Ninh", "Binh Duong", "Dong Nai", "Nghe An",
    "Hue", "Vinh", "Quang Ninh", "Thai Nguyen", "Dak Lak", "Ca Mau", "Cao Bang", "Nam Dinh",
)  # fmt: skip
_STREETS = (
    "Le Loi",
    "Tran Hung Dao",
    "Hoang Van Thu",
    "Nguyen Du",
    "Ky Lua",
    "Tam Thanh",
    "Ly Thuong Kiet",
    "Dong Kinh",
)
_CASINOS = (
    "V9BET", "HIT88", "SUN79", "KINGFUN", "B52X", "Go88k", "RIKWIN", "NEW77", "F8BET9", "MAX88", "LUCKY68", "VUA52",
    "TOPBET", "ZO99", "IWIN5", "KU777", "JUN99", "HI79",
)  # fmt: skip
_COINS = ("BTC", "USDT", "DOGE", "SHIB", "VNDC", "ETH", "Pi")
_PACKS = (
    "ST70K", "MIMAX90", "BIG90", "D60G", "C90N", "SD90", "V120N", "KC90", "MBF30", "DT20", "5G150", "VD149", "ST5K",
    "MI10D", "HD70", "D5", "UMAX50N", "TN100", "M90", "NH90", "PT70", "FD60", "MAX100", "Y60", "V35C", "D15",
)  # fmt: skip
_ODD_ENDINGS = (
    "top",
    "vip",
    "xyz",
    "cc",
    "club",
    "online",
    "net",
    "com",
    "site",
    "info",
    "live",
    "shop",
    "icu",
    "fun",
    "win",
)
_ODD_NAMES = (
    "{b}", "{b}{n}", "nhanqua{n}", "{b}-vn{n}", "tang{n}k", "vui{n}", "hoantien{n}", "vn{n}", "lixi{n}", "{r}{n}",
    "qua{n}", "{r}", "{r}{n}", "app{n}", "vay{n}s", "nhantien{n}", "viec{n}", "hotro{n}", "trian{n}", "kh{n}",
)  # fmt: skip
_FAKE_NAMES = (
    "{b}-vn", "{b}.{r}{n}", "{b}vn{n}", "i-{b}", "{b}-{w}", "{w}-{b}", "{b}{w}", "{w}{b}{n}", "{b}.com-vn", "{b}online",
    "{b}.vn-{w}", "www.{b}-{r}", "vn-{b}", "{b}{n}",
)  # fmt: skip
_FAKE_WORDS = (
    "hotro", "xacminh", "digi", "online", "nhantien", "bank", "huygiaodich", "capnhat",
    "dichvu", "the", "app", "khachhang", "uudai", "baomat", "hoanphi",
)  # fmt: skip
_FAKE_BRANDS = (
    "vcb", "vietcombank", "techcombank", "bidv", "agribank", "vietinbank", "mbbank", "acb", "vpbank", "sacombank",
    "tpbank",
    "vib", "momo", "shopee", "lazada", "vnpost", "viettel", "vneid", "dichvucong", "thuedientu", "evn", "bhxh", "csgt",
    "gdt", "ghtk", "ghn", "etax", "chinhphu", "facebook", "zalo", "scb", "shb", "hdbank", "congan",
)  # fmt: skip
_SHORTENERS = (
    "bit.ly/",
    "t.ly/",
    "cutt.ly/",
    "tinyurl.com/",
    "s.id/",
    "bom.so/",
    "is.gd/",
    "shorturl.at/",
    "rb.gy/",
    "by.com.vn/",
)
_LETTERS = "abcdefghijklmnopqrstuvwxyz"


class Slots:
    """One drawing of everything; the same seed draws the same."""

    def __init__(self, rng: random.Random) -> None:
        self._rng = rng
        self._made: dict[str, Callable[[], str]] = {
            name.removeprefix("_of_"): getattr(self, name) for name in dir(self) if name.startswith("_of_")
        }

    def fill(self, name: str) -> str:
        """A value for the slot; KeyError for a slot that nobody makes."""
        return self._made[name]()

    def _one(self, values: tuple[str, ...]) -> str:
        return self._rng.choice(values)

    def _digits(self, least: int, most: int | None = None) -> str:
        many = self._rng.randint(least, most or least)
        return "".join(self._rng.choice("0123456789") for _ in range(many))

    def _word(self, least: int, most: int) -> str:
        return "".join(self._rng.choice(_LETTERS) for _ in range(self._rng.randint(least, most)))

    def _grouped(self, value: int) -> str:
        return f"{value:,}".replace(",", self._rng.choice(".,"))

    def _of_bank(self) -> str:
        return self._one(_BANKS)

    def _of_BANK(self) -> str:  # noqa: N802 - the slot's own name
        return self._one(_BANKS).upper()

    def _of_bankline(self) -> str:
        return self._rng.choice(("1900{}", "1800{}", "1900 {}", "024 3{}", "*{}")).format(self._digits(4, 6))

    def _of_banklink(self) -> str:
        return self._rng.choice(
            ("vietcombank.com.vn", "https://www.bidv.com.vn", "techcombank.com", "acb.com.vn/uudai")
        )

    def _of_wallet(self) -> str:
        return self._one(_WALLETS)

    def _of_op(self) -> str:
        return self._one(_OPERATORS)

    def _of_opline(self) -> str:
        return self._rng.choice(
            ("18008098", "18001091", "9090", "198", "1800 1166", "18001255", "900", "19001091", "123", "199")
        )

    def _of_oplink(self) -> str:
        return self._rng.choice((
            "https://vietteltelecom.vn", "vinaphone.com.vn", "http://mobifone.vn/km", "https://viettel.vn/s/{}",
            "my.vnpt.com.vn",
            "http://m.mobifone.vn/{}", "https://vnpt.com.vn/uu-dai", "http://muasim{}.vn", "http://{}.vn", "mgame.vn",
            "http://kmai{}.vn/k",
            "http://keeng.vn", "http://myvt.page.link/{}", "https://bit.ly/{}", "fptplay.vn",
        )).format(self._word(2, 4))  # fmt: skip

    def _of_opapp(self) -> str:
        return self._rng.choice(
            ("My Viettel", "My VNPT", "My MobiFone", "Viettel Money", "VNPT Money", "Hi FPT", "MobiFone Money")
        )

    def _of_short(self) -> str:
        return self._rng.choice(
            (
                "191",
                "109",
                "999",
                "900",
                "888",
                "9084",
                "789",
                "290",
                "1166",
                "123",
                "5011",
                "994",
                "9029",
                "1543",
                "8049",
                "366",
            )
        )

    def _of_pack(self) -> str:
        return self._one(_PACKS)

    def _of_gb(self) -> str:
        return self._rng.choice(("1GB", "2GB", "500MB", "4GB", "8GB", "30GB", "6 GB", "1.5GB", "60GB", "3Gb"))

    def _of_pkprice(self) -> str:
        value = self._rng.choice(
            (3000, 5000, 10000, 15000, 20000, 50000, 70000, 90000, 99000, 120000, 149000, 165000, 200000)
        )
        return self._rng.choice(
            (
                f"{self._grouped(value)}d",
                f"{value}d",
                f"{value // 1000}k",
                f"{self._grouped(value)} dong",
                f"{value // 1000}.000VND",
            )
        )

    def _of_fee(self) -> str:
        return self._rng.choice(("2.000d", "3000d", "5.000d", "1000d", "2k", "4000 dong", "10.000d"))

    def _of_shop(self) -> str:
        return self._one(_SHOPS)

    def _of_post(self) -> str:
        return self._one(_POSTS)

    def _of_name(self) -> str:
        return self._one(_NAMES)

    def _of_name3(self) -> str:
        return f"{self._one(_FAMILY)} {self._one(_MIDDLE)} {self._one(_NAMES).upper()}"

    def _of_girl(self) -> str:
        return self._one(_GIRLS)

    def _of_foreign(self) -> str:
        return self._one(_FOREIGN)

    def _of_city(self) -> str:
        return self._one(_CITIES)

    def _of_street(self) -> str:
        return self._one(_STREETS)

    def _of_casino(self) -> str:
        return self._one(_CASINOS) if self._rng.random() < 0.7 else f"{self._word(2, 5).upper()}{self._digits(2)}"

    def _of_coin(self) -> str:
        return self._one(_COINS)

    def _of_small(self) -> str:
        value = self._rng.choice(
            (15, 25, 50, 58, 68, 79, 88, 99, 100, 128, 150, 188, 200, 250, 300, 388, 500, 588, 888)
        )
        return self._rng.choice(
            (f"{value}k", f"{value}K", f"{value}.000d", f"{value},000 VND", f"{value}.000 dong", f"{value}000d")
        )

    def _of_amount(self) -> str:
        value = self._rng.choice((1, 2, 3, 5, 8, 10, 15, 18, 20, 25, 30, 50))
        cut = self._rng.choice((0, 200, 500, 900))
        return self._rng.choice((
            f"{value}tr", f"{value} trieu", f"{value}.{cut:03}.000d", f"{value},{cut:03},000 VND",
            f"{value}tr{cut // 100 or ''}",
            f"{value} trieu dong", f"{value}.000.000 dong", f"{value * 1000 + cut}k", f"{value}m",
        ))  # fmt: skip

    def _of_big(self) -> str:
        value = self._rng.choice((50, 80, 100, 150, 200, 300, 500, 680, 900))
        return self._rng.choice(
            (
                f"{value}tr",
                f"{value} trieu",
                f"{value}.000.000d",
                f"{value},000,000 VND",
                f"{value} trieu dong",
                "1 ty",
                "2 ty",
                "1,5 ty",
            )
        )

    def _of_bigusdt(self) -> str:
        value = self._rng.randint(20000, 3000000)
        return self._rng.choice((str(value), self._grouped(value), f"{self._grouped(value)}.{self._digits(2)}"))

    def _of_vnd(self) -> str:
        return self._grouped(self._rng.choice((1, 10, 100)) * self._rng.randint(20, 900) * 1000)

    def _of_mobile(self) -> str:
        head = self._rng.choice("35789") + self._digits(8)
        return self._rng.choice(
            (
                f"0{head}",
                f"0{head}",
                f"0{head}",
                f"+84{head}",
                f"84{head}",
                f"0{head[:3]}.{head[3:6]}.{head[6:]}",
                f"0{head[:3]} {head[3:6]} {head[6:]}",
            )
        )

    def _of_masked(self) -> str:
        return f"0{self._rng.choice('35789')}{self._digits(4)}xxx{self._digits(1)}"

    def _of_account(self) -> str:
        return self._digits(9, 14)

    def _of_acct(self) -> str:
        return self._rng.choice(("xx{}", "{}xxx{}", "0{}", "*{}", "xxxx{}")).format(self._digits(3, 5), self._digits(3))

    def _of_card(self) -> str:
        return self._rng.choice(("4{}***{}", "xx{}", "*{}", "5123xx{}")).format(self._digits(4), self._digits(4))

    def _of_serial(self) -> str:
        return self._digits(13, 15)

    def _of_contract(self) -> str:
        return self._rng.choice(("{}", "PD{}", "HN{}", "PB0{}", "HD-{}")).format(self._digits(6, 11))

    def _of_otp(self) -> str:
        return self._digits(4, 8)

    def _of_code(self) -> str:
        return self._rng.choice(
            (
                self._word(4, 6).upper() + self._digits(2),
                self._digits(5, 8),
                self._word(2, 3).upper() + self._digits(3, 5),
                self._word(6, 9),
            )
        )

    def _of_code3(self) -> str:
        return self._digits(3)

    def _of_code4(self) -> str:
        return self._digits(4)

    def _of_points(self) -> str:
        return self._digits(2, 4)

    def _of_days(self) -> str:
        return str(self._rng.randint(2, 60))

    def _of_month(self) -> str:
        return f"{self._rng.randint(1, 12):02}"

    def _of_date(self) -> str:
        day, month = self._rng.randint(1, 28), self._rng.randint(1, 12)
        year = self._rng.choice(("", "", "/2025", "/2026", "/26", "/2024"))
        return self._rng.choice(
            (
                f"{day:02}/{month:02}{year}",
                f"{day}/{month}{year}",
                f"{day:02}-{month:02}{year.replace('/', '-')}",
                f"{day}.{month}",
            )
        )

    def _of_time(self) -> str:
        hour, minute = self._rng.randint(6, 23), self._rng.choice((0, 0, 15, 30, 45, 59))
        return self._rng.choice((f"{hour}h", f"{hour}h{minute:02}", f"{hour}:{minute:02}", f"{hour:02}:{minute:02}:00"))

    def _of_login(self) -> str:
        return f"{self._word(3, 8)}{self._digits(1, 4)}"

    def _of_shortlink(self) -> str:
        return (
            self._scheme()
            + self._one(_SHORTENERS)
            + self._rng.choice((self._word(4, 7), self._word(2, 3) + self._digits(2) + self._word(2, 3).upper()))
        )

    def _of_tele(self) -> str:
        name = self._rng.choice((self._word(4, 8), self._word(3, 5) + self._digits(2, 3)))
        return self._rng.choice(
            (f"t.me/{name}", f"@{name}", f"https://t.me/{name}", f"telegram @{name}", f"t.me/+{name}")
        )

    def _of_waslink(self) -> str:
        return self._rng.choice(
            ("wa.me/84{}", "https://wa.me/84{}", "whatsapp +84{}", "zalo.me/0{}", "https://zalo.me/g/{}")
        ).format(self._rng.choice("35789") + self._digits(8))

    def _of_oddlink(self) -> str:
        name = self._one(_ODD_NAMES).format(b=self._one(_CASINOS).lower(), n=self._digits(1, 3), r=self._word(3, 8))
        return f"{self._scheme()}{name}.{self._one(_ODD_ENDINGS)}{self._path()}"

    def _of_fakelink(self) -> str:
        if self._rng.random() < 0.12:
            return self._of_oddlink()
        name = self._one(_FAKE_NAMES).format(
            b=self._one(_FAKE_BRANDS), n=self._digits(1, 2), r=self._word(2, 4), w=self._one(_FAKE_WORDS)
        )
        return f"{self._scheme()}{name}.{self._one(_ODD_ENDINGS)}{self._path()}"

    def _scheme(self) -> str:
        return self._rng.choice(("", "", "https://", "http://", "https://www.", "www."))

    def _path(self) -> str:
        return self._rng.choice(("", "", "", "/", "/" + self._word(2, 5), "/login", "/?id=" + self._digits(3)))
