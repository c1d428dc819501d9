"""Characters that mean the same to whoever searches, beside what OpenCC makes one (爲 and 為, 峯 and 峰).

Each pair is a variant and the form that it is found under.
"""

# Written otherwise in old, Japanese or Korean print: from the 第一批异体字整理表 (1955) and the shapes of
# former fonts (眞, 靑, 鄕). Characters that are apart in meaning (祇 and 只) are not among them.

PAIRS = """
鉄铁 銕铁 彊强 嬾懒 竝并 尙尚 淸清 靑青 吿告 囯国 囘回 囙因 徧遍 惪德 悳德 勅敕 勑敕 効效 凢凡 亾亡 亰京 仝同
刼劫 劒剑 喆哲 壻婿 妬妒 姪侄 寃冤 寳宝 岀出 嶋岛 徃往 恠怪 慙惭 懽欢 戱戏 拏拿 敍叙 斈学 旹时 昬昏 暎映 柹柿
栁柳 桮杯 碁棋 楳梅 槩概 毘毗 氷冰 濶阔 燄焰 犂犁 玅妙 珎珍 琹琴 畧略 畮亩 疎疏 砲炮 硏研 窓窗 牕窗 罇樽 羙美
脇胁 荅答 葢盖 虵蛇 衞卫 覩睹 譌讹 贒贤 躰体 躭耽 輭软 迯逃 郞郎 鄕乡 酧酬 閙闹 隣邻 韮韭 頼赖 飃飘 飜翻 餽馈
駈驱 騐验 髙高 鬪斗 鬭斗 麤粗 黙默 鼇鳌 彛彝 姉姊 娯娱 戸户 歩步 歴历 歳岁 毎每 渉涉 渋涩 緖绪 賛赞 甯宁 寗宁
汚污 遯遁 秖只 衹只 隷隶 廻回 倣仿 俻备 僊仙 兎兔 著着 藉借 覆复 馀余 夥伙 锺钟 冐冒 鼃蛙
""".split()

# What a conversion between the scripts writes for one another, in some word or always: 简 了解, 沉, 计划
# are 繁 瞭解, 沈, 計畫. From all entries of OpenCC 1.4's STPhrases, TSPhrases, STCharacters,
# TSCharacters and TWVariants; a test tells if one is missing.
CONVERTED = """
沉沈 渖沈 瞭了 炼链 迳径 甦苏 幺么 揹背 钜巨 坯坏 伕夫 苧苎 薰熏 鲶鲇 痺痹 俱具 哩里 讬托 颚腭 座坐 簷檐
鎗枪 彷仿 𰬸穗 戯戏 𬭭戚 像象 𫫇恶 谘咨 画划 𠡠敕 麺面 濬浚 雠仇 䩄腼 镟旋 麹曲 缐线 䌽彩 侭尽 䦆镢 䙓摆
㳽弥 㓰划 睪睾 潀潨 瑯琅 蘗檗 澂澄 荳豆 呆待 耡锄 筿筱 籐藤 觔斤 菓果 唚吣 耈耇 隄堤 斲斫 縆緪 穞稆 暱昵
""".split()
