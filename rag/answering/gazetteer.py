"""Gazetteer: the places that everybody knows, in Chinese and in English."""

import re
from collections.abc import Iterator

# Each with its English names, after a stroke; those of no one English name have none.
_LISTED = """
北京/Beijing|Peking 天津/Tianjin 上海/Shanghai 重庆/Chongqing 河北/Hebei 山西/Shanxi 辽宁/Liaoning
吉林/Jilin 黑龙江/Heilongjiang 江苏/Jiangsu 浙江/Zhejiang 安徽/Anhui 福建/Fujian 江西/Jiangxi
山东/Shandong 河南/Henan 湖北/Hubei 湖南/Hunan 广东/Guangdong 海南/Hainan 四川/Sichuan|Szechuan
贵州/Guizhou 云南/Yunnan 陕西/Shaanxi 甘肃/Gansu 青海/Qinghai 台湾/Taiwan 内蒙古/Inner_Mongolia
广西/Guangxi 西藏/Tibet|Xizang 宁夏/Ningxia 新疆/Xinjiang 香港/Hong_Kong 澳门/Macau|Macao
石家庄/Shijiazhuang 太原/Taiyuan 沈阳/Shenyang 长春/Changchun 哈尔滨/Harbin 南京/Nanjing
杭州/Hangzhou 合肥/Hefei 福州/Fuzhou 南昌/Nanchang 济南/Jinan 郑州/Zhengzhou 武汉/Wuhan
长沙/Changsha 广州/Guangzhou|Canton 海口/Haikou 成都/Chengdu 贵阳/Guiyang 昆明/Kunming 拉萨/Lhasa
西安/Xi'an|Xi’an|Xian 兰州/Lanzhou 西宁/Xining 银川/Yinchuan 乌鲁木齐/Urumqi 呼和浩特/Hohhot
南宁/Nanning 深圳/Shenzhen 厦门/Xiamen 宁波/Ningbo 青岛/Qingdao 大连/Dalian 苏州/Suzhou 无锡/Wuxi
温州/Wenzhou 洛阳/Luoyang 开封/Kaifeng 桂林/Guilin 唐山/Tangshan 保定/Baoding 徐州/Xuzhou
扬州/Yangzhou 延安/Yan'an|Yan’an 遵义/Zunyi 珠海/Zhuhai 台北/Taipei 东北 华北 西北 西南 华东 华南
华中 中国/China 美国/United_States|America|U.S.|USA 英国/Britain|United_Kingdom|UK|England
法国/France 德国/Germany 日本/Japan 韩国/South_Korea|Korea 朝鲜/North_Korea|Korea 俄罗斯/Russia
苏联/Soviet_Union 印度/India 巴西/Brazil 澳大利亚/Australia 加拿大/Canada 意大利/Italy 西班牙/Spain
葡萄牙/Portugal 荷兰/Netherlands|Holland 瑞士/Switzerland 瑞典/Sweden 挪威/Norway 丹麦/Denmark
芬兰/Finland 波兰/Poland 希腊/Greece 土耳其/Turkey|Türkiye 以色列/Israel 伊朗/Iran 伊拉克/Iraq
埃及/Egypt 南非/South_Africa 墨西哥/Mexico 阿根廷/Argentina 智利/Chile 古巴/Cuba 泰国/Thailand
越南/Vietnam 缅甸/Myanmar|Burma 老挝/Laos 柬埔寨/Cambodia 新加坡/Singapore 马来西亚/Malaysia
印尼/Indonesia 菲律宾/Philippines 巴基斯坦/Pakistan 阿富汗/Afghanistan 蒙古/Mongolia 乌克兰/Ukraine
新西兰/New_Zealand 比利时/Belgium 奥地利/Austria 匈牙利/Hungary 捷克/Czech 非洲/Africa 欧洲/Europe
亚洲/Asia 北美/North_America 南美/South_America 拉美/Latin_America 大洋洲/Oceania 中东/Middle_East
华盛顿/Washington 纽约/New_York 伦敦/London 巴黎/Paris 东京/Tokyo 首尔/Seoul 莫斯科/Moscow
柏林/Berlin 罗马/Rome 日内瓦/Geneva
"""
_NAMES = {
    name: tuple(english.replace("_", " ").split("|")) if english else ()
    for name, _, english in (listed.partition("/") for listed in _LISTED.split())
}
PLACES = re.compile("|".join(_NAMES))
_CHINESE: dict[str, tuple[str, ...]] = {}
for _name, _english in _NAMES.items():
    for _one in _english:
        _CHINESE[_one] = (*_CHINESE.get(_one, ()), _name)
_ENGLISH = re.compile(
    r"\b(?:" + "|".join(map(re.escape, sorted(_CHINESE, key=len, reverse=True))) + r")(?![A-Za-z])"
)
# A paper speaks of its own country without its name.
_AT_HOME = frozenset(["China", "中国"])


def in_chinese(text: str) -> Iterator[str]:
    """The Chinese names of the places that stand in a text in English."""
    for found in _ENGLISH.finditer(text):
        yield from _CHINESE[found[0]]


def strange_places(claim: str, source: str) -> Iterator[str]:
    """Yield the places of a claim that its source, in the other language, has by none of their names."""
    for found in _ENGLISH.finditer(claim):
        if found[0] not in _AT_HOME and not any(name in source for name in _CHINESE[found[0]]):
            yield found[0]
    for found in PLACES.finditer(claim):
        names = _NAMES[found[0]]
        if names and found[0] not in _AT_HOME and not any(name in source for name in (found[0], *names)):
            yield found[0]
