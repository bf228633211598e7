"""What a Chinese person's name looks like, as patterns for regular expressions."""

HAN_LETTER = "一-鿿"
# Surnames (百家姓), simplified and traditional; the rare ones left out that are everyday words.
_SURNAMES = (
    "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜戚谢邹喻柏窦章云苏潘葛奚范彭郎鲁韦"
    "马苗凤花方俞任袁柳酆鲍史唐费廉岑薛雷贺倪汤滕殷罗毕郝邬安常乐于傅皮卞齐康伍余卜顾孟黄穆萧尹姚邵"
    "湛汪祁毛禹狄米贝明臧计伏成戴谈宋茅庞熊纪舒屈项祝董梁杜阮蓝闵席季麻强贾路娄危江童颜郭梅盛林刁钟徐邱骆高"
    "夏蔡田樊胡凌霍虞万柯昝管卢莫房裘缪宗丁宣邓郁单杭洪包诸左石崔吉钮龚程嵇邢滑裴陆荣翁荀羊於惠甄"
    "曲封芮储靳汲邴糜松井段富巫乌焦巴弓牧隗谷车侯宓蓬郗班仰秋仲伊宫宁仇栾甘厉戎祖武符刘景詹束龙叶幸"
    "司韶郜黎蓟薄印白怀蒲邰鄂索咸籍赖卓蔺屠蒙池乔阴胥苍闻莘党翟谭贡劳逄姬申扶堵冉宰郦雍郤璩桑桂濮牛"
    "寿边扈燕冀郏浦尚温庄晏柴瞿阎慕连茹习宦艾鱼容向古易慎戈廖庾衡耿弘匡文寇广禄阙东欧"
    "师巩聂关荆红游竺盖桓牟佟仝兰操苑闫肖付覃颉郄邸訾苟冷辛敖银智帅娜楚初楼戢战粟晋阳原海禤衣柬"
    "趙錢孫馮陳衛蔣韓楊許呂張嚴華謝鄒竇雲蘇範魯韋馬鳳鮑費賀湯羅畢鄔樂齊顧黃蕭貝計談龐紀項藍閔賈婁顏鍾駱萬盧"
    "鄧單諸鈕龔榮儲富烏車寧厲劉葉黎賴藺喬陰蒼聞黨譚貢勞邊莊閻連魚廖東歐師鞏聶關紅遊蓋蘭"
)
_DOUBLE = "欧阳|上官|司马|诸葛|皇甫|尉迟|公孙|慕容|令狐|司徒|端木|东方|南宫|夏侯|宇文|长孙|呼延|完颜"
NAME = (
    rf"(?:(?:{_DOUBLE})[{HAN_LETTER}]{{1,2}}|[{_SURNAMES}]\s?[{HAN_LETTER}]{{1,2}}"
    rf"|[{HAN_LETTER}]{{1,5}}·[{HAN_LETTER}]{{1,6}})"
)
LOOSE = rf"[{HAN_LETTER}]{{2,4}}"  # a name whose surname OCR misread, where its place says that it is one
# Names of places and of parts of an article that begin like a surname.
_PROVINCES = (
    "北京天津河北山西辽宁吉林上海江苏浙江安徽福建江西山东河南湖北湖南"
    "广东广西海南重庆四川贵州云南西藏陕西甘肃青海宁夏新疆台湾香港澳门"
)
NO_PEOPLE = {"内蒙古", "黑龙江", "关键词", "编者按"} | {
    _PROVINCES[at : at + 2] for at in range(0, len(_PROVINCES), 2)
}
