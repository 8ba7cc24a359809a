"""Words beyond the vocabulary: those that shape a request without naming a thing, and look-alikes of known names.

Every list is one string, its words divided by blanks (phrases by |).
"""

# ruff: noqa: SIM905

import csv
from dataclasses import dataclass
from functools import cache
from pathlib import Path

DATA = Path(__file__).parent / "data"


@dataclass(frozen=True)
class Row:
    """A phrase and what it means: the value of a slot, in one of its forms."""

    language: str  # en or zh; any of emoji
    slot: str
    key: str
    phrase: str
    use: str  # said (by Tuwen too), heard, lookalike (no name, though it looks like one) or plain (names nothing)
    form: str


@cache
def rows(table: str) -> tuple[Row, ...]:
    """The rows of data/{table}.tsv, in their order."""
    with (DATA / f"{table}.tsv").open(encoding="utf-8", newline="") as file:
        return tuple(Row(**row) for row in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))


# English words that carry no picture of their own: grammar, small talk, politeness.
PLAIN_EN = frozenset(
    """
    sticker stickers emoji emojis png border borders telegram whatsapp wechat slack discord
    teh hte gimme got gotta wondering wonder whats thats theres dont cant wont isnt im ive id hers parked kid kids
    daughter son mom dad birthday card sit lie lies lying lay rest resting stays stay staying sitting standing hangs
    hanging parking located called named sunny bright cozy friendly lonely young adorable plain empty filled full
    welcome good morning afternoon sir madam guys begin start stop end finally describe explain caption suggest idea
    ideas a about above across actually after afterwards again all almost alone along already alright also although
    always am amazing an and another any anybody anyone anything anyway are aren't around as at awesome away back be
    beautiful because been before behind being below beneath beside best better bit both bring but by bye can can't
    cannot come comes coming cool could couldn't couple cute cutest dark dear did didn't different do does doesn't
    doing don't done down during each either else enjoy enjoying enough evening even ever every everybody everyone
    everything exactly excellent extra fantastic favorite favourite feel few fine first for from fun funny further get
    gets getting give given gives go goes going gonna goodbye gorgeous great guess had hadn't happily happy hardly has
    hasn't have haven't having he he's hello help her here here's herself hey hi high him himself his hiya hmm hope
    how however i i'd i'll i'm i've if imagine in indeed inside instead into is isn't it it'd it'll it's its itself
    just keep kind kinda kindly know last lately least left let let's lets light like liked likes little lol look
    looking looks lot lots love loved lovely loves low made many may maybe me meet might mind mine more most much must
    my myself near nearby need needs never new next nice nicely no nobody none nope nor not nothing now of off oh ok
    okay old on once one ones only onto oops or other others otherwise ought our ours out over own pair pale people's
    per perfect perhaps playful please pleasant pls plus plz possible possibly pretty probably quick quickly quiet
    quietly quite rather ready real really right same saw say see seen seriously several shall she she's should
    shouldn't side sides similar simply since single slightly slowly so some somebody somehow someone something
    sometimes somewhere soon sorry sort still such super sure surprise sweet take takes tell than thank thanks that
    that's the their theirs them themselves then there there's these they they're thing things think this those though
    through thx till to today together tonight too top toward towards try trying two u under underneath until up upon
    upper ur us use used using usual very via wait wanna want wanted wants was wasn't way we we'd we'll we're we've
    well went were weren't what what's whatever when where whether which while who who's whole whom whose why will
    wish with within without won't wonderful would wouldn't wow yeah yep yes yet you you'd you'll you're you've your
    yours yourself yay simple slight totally thankyou cheers ty bottom middle center centre corner beyond reddish
    bluish greenish yellowish pinkish purplish brownish greyish grayish deep vivid friend friends buddy tuwen bot
    """.split()
)
# What people do to a picture or say of it.
EDIT_EN = frozenset(
    """
    nudge scoot drag slide shift push upwards downwards leftwards rightwards higher lower further
    add adding alter art artwork backdrop background bigger brighter canvas caption change changed clear color colored
    colorful coloring colors colour coloured colourful colouring colours create created creating darker delete
    describe draw drawing drawings drawn drew drop erase exchange fewer foreground generate generating huger
    illustrate illustration image images include including larger largest biggest smallest less lighter lose make
    makes making more move moved paint painted painting paintings photo photograph photos pic pics picture pictures
    place placed portrait prompt put recolor recolour redo redraw remove removed render repaint replace replaced scene
    scenes scenery setting sceneries shape show showing shows size sized sketch sketches smaller stand standing stands
    sit sits sitting style styled styles substitute swap switch taller time tinier turn turned undo version wallpaper
    weather bg colorless position positioned located location look
    """.split()
)
COUNTS_EN = frozenset(
    """
    zero one two three four five six seven eight nine ten eleven twelve dozen hundred thousand single double triple
    pair couple trio number count second third twice half
    """.split()
)
# Forms of the actions that the grammar never says.
PAST_EN = (
    "jumping:jumped leapt leaped hopped jumpy|sleeping:slept napped sleepy snoozing snooze|flying:flew flown soared|"
    "running:ran raced rushed|swimming:swam swum floated|singing:sang sung sings|dancing:danced twirled grooved|"
    "crying:cried wept sobbed|thinking:pondered|shining:shone sparkled glowed sparkly"
)
# Two or more words that mean something else than their parts do.
OTHER_EN = tuple(
    """
    rainbow coloured|rainbow colored|rainbow striped|
    hot dog|hot dogs|hot air balloon|hot air balloons|bell pepper|bell peppers|star fish|sea horse|sea horses|
    dragon fruit|sea lion|sea lions|guinea pig|guinea pigs|train station|bus stop|bus station|fish tank|fish bowl|
    traffic light|traffic lights|sun glasses|star wars|heart attack|key board|book shelf|book store|tree house|
    moon cake|rocket science|horse race|killer whale|lady bug|cow boy|rose wine|polar bear|polar bears|
    teddy bear|teddy bears|fire fly|dragon fly|sea shell|sea shells|apple pie|apple juice|house plant|car park|
    snow flake|snow flakes|race car|fire truck|paper plane|book case|police car|police cars|spider man
    """.replace("\n ", "").split("|")
)
# Plain words that are long enough, and common enough, to be known with one letter wrong.
MISTYPED_EN = frozenset("please thanks thank would could there where something background another without".split())
# Real words one letter away from a known name: no typing errors of it.
NO_TYPO_EN = frozenset(
    """
    world court plan plans county self shelf killed police case cases pain pains cold gold score charge charges shots
    storm storms bills greek file files pointed violent gross saint saints palace palaces printer prince holes hole
    bones bone boards board dawn tank tanks wound cock cocks stole stake stakes beans bean pearl pearls stairs flame
    flames fruit fruits juice juices hart brook brooks wand trunk trunks peer stark bull bulls sweep trail painter
    painters graves grave altar bats bat lab labs scent fries stall shave flat flats beam beams scar scars spider
    spiders belt belts boxer boxers limbs grab lamp lamps caves cave beads rabbi tractor traitor piper ropes rope
    swings peas bolts decks deck waiter poppy puppies bushes bush docks dock cloudy muse hopper crate crates brunch
    lyons cages cage foxglove shack bots robot robots robe robes shorts strand biker bikers moods otter otters racks
    rack bard boar boars rocker coupe palm desert deserts whine grasses fruity horde hordes bouts pier slide slider
    cabs cab wafer planks plank masks mask candy sandwich boa crib cribs tailor sailor cards car pistol castor toaster
    hunter whaler sheath stable rabbits cough cloth clothes scarf scarves phone phones photon violin shells shell
    shade train trainer runner runway turnip fly flower flute flag flags grass bunk bun buns lynx moss moth moths mole
    moles mop mug mugs mule mules cart carts cork corks crane cranes cream camels carrots knight knights clown clowns
    crow crows planet planets rain brain brains peach peaches bench benches dessert desserts beard beards snack snacks
    child cover covers clever closer peace spell spells speaker speakers price danger scanner spinner lighting latter
    commuter factor factors prevent prevents compute computes computed frame frames glob globs parse parses pure purge
    align aligns sell clips checks past bleach trait cares saves tries thin short sweat roster weeks leave leaving
    raising signing growing tests texts
    shake sheet sheets sweet clock block blocks cloak lock locks heat hear plate plates sharp share shares shirt
    shirts spice queen nail nails sail sails pocket pockets racket frying shopping swinging ringing popping facing
    pacing mapping rapping hoping sunny funny guppy cattle trick tricks track tracks timer loin loins boots boat teach
    reach flight fight sight write smell hose nose goose moose shark sharks bowl frown drown grown crowd tramp stare
    stars start chair chain drain grain brake snare skate shape spade glass brass grasp loud could golf folding
    holding rising racing roses noses witch glow flow blow blood breach bread break beast feast least boast coast
    roast toast ghost house horse mouse camel towel travel towers tower flowers lover pillow yellow shallow pear bear
    wear grapefruit crape drape shard spark stork store story stone stove state snort snow snowball palms calm balm
    pals paws limb climb bell belly jelly kettle battle bottle cable castles candle handle saddle buckle puddle hunger
    hammers hamster bunker banker tanker anger answer singer ringer finger ginger winter tent tents rent dent cent
    vent mint hint print paint plant plants blank black slack stack brick thick chic chicks check cheek chin kitchen
    kitten mitten litter duckling monk money honey donkey trolley valley bee beet been beer deer fairy dairy diary
    cheery merry berry berries ferry curry worry sorry army horn corn torn born worn bikes hike hikes lake lakes bake
    make cape gift lift sift kite bite site hate haste paste taste waste string spring sting swing swimmers trial
    trains strain sprain terrain strawberries blueberry raspberry gooseberry blackberry space spare spear speak sneak
    snakes street tree trees three threes greed greet breed dream scream stream steam team
    """.split()
)

# Chinese words that carry no picture of their own.
PLAIN_ZH = frozenset(
    """
    贴纸 贴图 表情包 表情 微信 边框 白边
    身上 背上 头上 压 压着 压在 盖着 盖在 搁 搁在 搁着 骑在 落在 落着
    马上 心里 心中 用心 内心 真心 全心全意 心想 就象 好象 象是 图象 说明书 多云 停车 上车 下车 十分 妹妹 弟弟 姐姐
    哥哥 妈妈 爸爸 奶奶 爷爷 爷 宝 家人 打开 那种 这种 种 那个样子 停 停着 停在 停靠 待着 待在 站在 坐在 坐着 趴着
    趴在 趴 躺着 躺在 躺 立着 放着 摆着 挂着 挂在 挂 飘着 飘在 飘 浮着 浮 长着 长在 行驶 驶 路过 出现 绿油油 红彤彤
    金灿灿 黄澄澄 白茫茫 黑漆漆 蓝汪汪 粉粉 粉嘟嘟 亮晶晶 睡大觉 睡着了 做一个 送 送给 送你 收到 某个 一群 一堆 一对
    一排 怎样的 请给 给个 来点 妥妥 哪个 谁 啥 咋 嘞 欸 呐 嘻嘻 哈哈 呵呵 嘿嘿 质感 感觉 一点点 想看 看一看 要看 可否
    多大 一轮 一片 一座 一道 满满 满 到处 画幅 独自 单独 孤独 只有 仅 仅仅 才 刚 那么 这么 甚至 除了 比如 例如 之类
    等等 等 版 版本 继续 撤回 恢复 还原 返回 上一步 描述一下 介绍 解释 说明 早安 晚安 下午好 在吗 女儿 儿子 孩子 生日
    卡片 站着 的 了 着 过 在 和 跟 与 及 或 里 上 下 中 内 外 很 会 正 把 将 让 使 叫 给 它 她 他 我 你 您 请 吧 呢 吗
    嘛 呀 啊 哦 哇 呗 哈 嘿 喂 嗨 嗯 噢 哎 诶 一 二 两 三 四 五 六 七 八 九 十 百 千 几 俩 仨 双 半 个 只 些 点 这 那
    哪 每 各 某 是 有 没 不 别 无 也 都 就 还 再 又 更 最 太 好 想 要 能 可 用 以 为 到 往 向 从 对 被 比 得 地 之 其
    此 们 自 己 来 去 起 做 弄 搞 整 求 看 见 说 换 变 改 加 删 画 图 张 幅 副 像 样 时 候 左 右 旁 边 间 前 后 高 低
    多 少 全 共 同 并 而 且 但 所 如 当 啦 喔 哟 咯 哒 滴 站 待 位 于 儿 色 新 老 美 真 挺 超 先 快 慢 该 应 需 放 摆
    立 坐 夜 草 晚 亮 暗 深 浅 朝 靠 挨 由 按 照 呈 什么 怎么 怎样 为什么 这个 那个 这只 那只 这张 那张 这些 那些 这样
    那样 这里 那里 这儿 那儿 哪里 它们 他们 她们 我们 咱们 你们 大家 自己 一个 一只 一下 一点 一点儿 一些 一起 一样
    一直 一定 一般 一种 一边 一旁 一会儿 有点 有些 有没有 是不是 能不能 可不可以 可以 可以吗 能否 能够 是否 好吗 好的
    好了 好啊 好呀 行吗 行不行 好不好 谢谢 谢了 多谢 感谢 谢啦 拜托 麻烦 麻烦你 劳驾 辛苦 辛苦了 不好意思 对不起 抱歉
    你好 您好 大家好 哈喽 早上好 晚上好 再见 拜拜 帮我 帮忙 帮 给我 替我 请你 请问 我想 我要 想要 希望 喜欢 爱 最爱
    需要 觉得 知道 认识 可能 应该 必须 也许 大概 大约 差不多 左右 如果 要是 假如 因为 所以 但是 可是 不过 而且 并且
    然后 接着 最后 最好 首先 其实 或者 还是 以及 还有 加上 同时 一同 此时 现在 今天 今晚 刚才 刚刚 正在 正好 已经
    马上画 马上给我 马上来 立刻 赶紧 赶快 快点 随便 随意 任意 任何 所有 全部 全都 整个 很多 许多 好多 不少 几个 若干
    非常 特别 超级 极其 真的 好看 漂亮 美丽 可爱 可爱的 萌 萌萌 萌萌哒 好玩 有趣 开心 快乐 高兴 愉快 欢快 欢乐 幸福
    温馨 安静 静静 悄悄 悠闲 自由 自在 自由自在 慢慢 快快 轻轻 高高 远远 深深 浅浅 亮亮 胖胖 胖乎乎 圆滚滚 毛茸茸 呼呼
    甜甜 乖乖 乖 帅气 帅 酷 厉害 神奇 普通 简单 完整 清晰 东西 样子 时候 的时候 时间 时间是 地方 里面 里边 里头 外面
    上边 上头 下边 下头 当中 中间 中央 正中 之上 之下 之中 其中 靠近 挨着 紧挨着 位于 处于 并排 边儿 一侧 两边 两侧
    漂浮 漂 存在 看到 看见 看看 瞧瞧 听说 试试 试 行 成 成为 属于 关于 有着 带着 带有 带 含有 包含 包括 没有 不是 不会
    不能 不用 不要 别的 其他 其它 另外 另一个 第一 第二 第三 主题 内容 一家 朋友 老师 宝宝 宝贝 亲 亲爱的 小可爱 哥们
    图文 机器人画 深夜 夜空 夜色 星空 蓝天 阳光 阳光明媚 明媚 大晴天 晴朗 天气 晴 白昼 月光 月光下 夜间 半夜 傍晚 青草
    草丛 海水 水面 水上 水下 海面 海底 湖边 湖面 湖水 湖泊 河水里 山顶 山间 山脚 山里 雪白的 大街 街 街头 市区 卧室
    屋内 屋外 地上 地面 地面上 冰 冰面 沙子 沙 树林子 半空 云里 云上 云中 云间 蓝蓝 红红 绿绿 白白 黑黑 黄黄 深色 浅色
    深红 浅红 深蓝 浅蓝 淡蓝 淡 深绿 浅绿 淡绿 深灰 浅灰 淡黄 浅黄 淡紫 深紫 浅紫 亮黄 嫩绿 粉嫩 雪白 漆黑 乌黑 纯白
    纯黑 颜色 色彩 彩色 原色 小小 大大 很小 很大 巨大 巨型 大型 小型 迷你 超大 超小 大号 小号 大只 小只 庞大
    """.split()
)
# What people do to a picture or say of it.
EDIT_ZH = frozenset(
    """
    整体 调 调一点 调一下 挪挪 挪一挪 挪一点 移一移 移一点 移
    画 画画 画一幅 画一张 画个 画出 画成 画上 画着 画面 画里 画中 图 图片 图画 图像 图案 图里 照片 相片 画像 插画 插图
    绘画 绘制 绘 作品 海报 壁纸 头像 油画 水彩 水彩画 素描 卡通 漫画 背景 背景是 前景 风格 风 画风 样式 场景 景色 风景
    情景 环境 颜色 大小 数量 尺寸 位置 形状 效果 模式 生成 创作 创建 制作 做一张 来一张 来张 来个 来只 来一个 整一个
    整个 设计 描绘 展示 显示 呈现 描述 写 换 换成 换为 换到 换掉 换个 换一个 换一张 更换 替换 替换成 替换为 变 变成
    变为 变得 变做 变作 改 改成 改为 改变 改一下 修改 调整 调成 设成 涂 涂成 染 染成 弄成 放 放到 放在 移 移到 移动
    搬到 挪到 挪 摆 摆在 加 加入 加一点 添 添加 添上 再加 再加上 再添 再画 再来 再来一张 再来一个 再来一幅 多画 多加
    多来 增加 还要 再要 去掉 去除 去了 删 删掉 删除 删去 拿走 拿掉 移走 移除 移开 不要 别画 擦掉 除掉 抹掉 取消 撤销
    重画 重来 重新 重新画 保留 保持 不变 更大 更小 更 更加 大一点 小一点 大点 小点 大些 小些 放大 缩小 变大 变小
    一点儿 点儿 再大 再小 更亮 更暗 更多 更少 多一点 少一点 一幅 一张 一副 一样 像 好像 看起来 幅 张 副
    """.split()
)
MEASURES_ZH = "盏捆个只条头匹座本张朵颗棵辆架艘枚串份把顶面台根块列位名群对双幅副件片粒株杯支束口间栋部碗桶封团道盘股扇"
# Measure words that also begin or end other words; after no number they join an unknown neighbour (头盔, 面包).
LOOSE_MEASURES_ZH = frozenset("头面把本台座根块条顶份件片名群口间部支束杯碗桶封团道盘股扇")
NUMBERS_ZH = "0123456789一二两三四五六七八九十百千几俩仨半每这那哪某数多整"
# Unknown verbs of one character: they stand alone between two things and join none of them.
VERBS_ZH = frozenset(
    "吃喝骑追咬拿抱踢打推拉玩穿戴背牵喂钓抓看听闻舔爬走躺趴蹲笑跪扔接举抬踩躲藏吹弹敲拍摸亲吻织煮炒切洗开"
)
# Words with a known name in them (恐龙 is no 龙), and others that would be cut in the wrong place.
OTHER_ZH = frozenset(
    """
    哥斯拉 蜘蛛侠 蝙蝠侠 钢铁侠 鸭嘴兽 雷阵雨 暴风雨 小雨 皮卡丘 孙悟空 猪肉 鱼肉 熊大 熊二 浣熊 圣诞帽 草泥马 玩具车
    玩具熊 动物园 花海 马来西亚 马里奥 马克思 马赛克 马尔代夫 马蜂 巴拿马 海象 面包车 白羊座 双鱼座 蓝鲸 龙王 鼓起勇气
    百科全书 过山车 十分钟 分钟 点钟 三点钟 半球 天马 天狗 海蛇 黄牛 吹牛 鱼子酱 鱼片 马蜂窝 喜羊羊 灰太狼 猪八戒
    白骨精 跳伞 雷雨 葡萄干 苹果汁 西瓜汁 草莓酱 猫砂 妖怪 妖精 熊孩子 女王 国王 鸡肉 狼狗 桌子 椅子 窗户 大门 大桥
    衣服 饺子 橡皮 刺猬 鹦鹉 乌鸦 孔雀 蜻蜓 海浪 日出 瀑布 办公室 厨房 浴室 寺庙 岛 桥 路灯 恐龙 知更鸟 霸王龙
    翼龙 火龙果 龙虾 龙舟 变色龙 尼龙 水龙头 斑马 河马 海马 马车 马甲 木马 旋转木马 马拉松 马蹄 罗马 白马王子 牛肉
    牛排 牛仔 水牛 牦牛 奶茶 羚羊 羊驼 羊肉 袋鼠 鼹鼠 米老鼠 鼠标 海狮 狮身人面像 舞狮 北极熊 棕熊 泰迪熊 考拉熊 虎鲸
    虎牙 马虎 象棋 象牙 现象 对象 印象 气象 猫粮 熊猫馆 狗粮 狗窝 狗屋 猫爬架 鸟巢 鸟窝 鸵鸟 鸟笼 蜂鸟 火烈鸟 啄木鸟
    天鹅 天使 天线 天平 天才 天文 今天 明天 昨天 春天 夏天 秋天 冬天 聊天 每天 阴天 金鱼 美人鱼 鱼缸 鱿鱼 章鱼烧 钓鱼
    鱼翅 鲤鱼 小丑鱼 三文鱼 木鱼 甲鱼 飞鱼 海豹 海鸥 海星 海盗 海绵 海苔 海带 海参 海军 上海 海报 大海报 水母 水果
    水桶 水壶 水杯 水晶 水井 水草 水獭 水瓶 药水 香水 墨水 汽水 口水 洪水 开水 喷水池 湖南 湖北 雪山 雪橇 雪豹 雪球
    雪碧 滑雪 雪莲 山洞 山药 山楂 山鸡 山谷 富士山 泰山 冰山 江山 山寨 爬山 登山 电动车 滑板车 三轮车 跑车 婴儿车 缆车
    电车 房车 车站 火车站 车轮 车库 车票 车牌 停车场 风车 水车 列车员 电瓶车 购物车 挖掘机 挖土机 飞机场 飞碟 飞盘
    飞行员 飞蛾 飞镖 飞天 纸飞机 游艇 潜水艇 游戏 游乐园 游乐场 游客 旅游 跑道 跑步机 唱片 睡衣 睡袋 睡美人 跳绳 跳水
    跳板 跳蚤 跳棋 船长 航空母舰 龙船 书架 书桌 书房 书店 图书馆 证书 秘书 书法 羽毛球 高尔夫球 橄榄球 台球 水球 月球
    星球 全球 球场 球拍 球门 热气球 毛线球 球员 火星 木星 土星 金星 水星 星期 明星 流星 卫星 恒星 星座 星云
    星巴克 心脏 心情 中心 市中心 点心 关心 放心 小心 小心翼翼 信心 伤心 甜心 心形 恶心 心理 钟楼 钟表 钟头 座钟 太阳花
    太阳能 太阳系 月饼 月季 岁月 白云石 云南 云梯 云吞 乌云 云彩 树懒 树叶 树枝 树屋 树根 樱花树 枫树 柳树 苹果树 雨
    雨衣 雨鞋 雨滴 降落伞 遮阳伞 蘑菇云 鼓掌 鼓励 风铃 门铃 哑铃 手铃 铃兰 龟壳 蛇皮 蛙人 蟹黄 鸭脖 鸭舌帽 烤鸭 鸭梨
    雪梨 梨花 冻梨 兔女郎 玉兔 帽子戏法 屋顶 屋檐 房屋 草裙 草帽 草鞋 牧草 稻草人 稻草 小草 草药 桃花 荷花 梅花 菊花
    百合 百合花 兰花 牡丹 牡丹花 花生 花盆 烟花 雪花膏 浪花 棉花 棉花糖 花猫 花豹 茶花 白菜 白酒 白板 白鹤 白鹭 白领
    黄豆 黄油 黄河 红包 红旗 红绿灯 红豆 红薯 红茶 口红 红军 黑板 黑洞 黑客 黑猩猩 绿茶 绿豆 绿巨人 蓝牙 蓝莓 灰尘
    灰姑娘 粉丝 粉笔 面粉 奶粉 花粉 橙汁 大学 大厦 大炮 大蒜 大衣 大米 大人 大叔 大妈 大哥 大爷 大使 大姐 大白菜
    大熊座 小说 小孩 小朋友 小姐 小姐姐 小麦 小偷 小学 小时 小黄人 和尚 和服 和平 上帝 上衣 上学 上班 下巴 中国 中文
    里程 会议 正方形 长方形 圆形 三角形 三明治 五角星 七巧板 八卦 九尾狐 九尾 十字架 百货 千纸鹤 万圣节 地图 地铁 地毯
    地板 地震 地狱 子弹 头发 头盔 头巾 石头 木头 骨头 枕头 馒头 镜头 罐头 锄头 面具 方便面 泡面 面膜 冰面包 台灯 台风
    舞台 阳台 把手 火把 本子 笔记本 日本 根雕 块头 条纹 口袋 口罩 门口 老板 老婆 老公 新娘 新郎 新闻 美女 美国 美食
    美元 帅哥 长城 长颈鹿 前面 后面 背后 身后 身前 之间 对面 前方 后方 后院 来电 去年 起重机 像素 像素风 照明 按钮
    多肉 多边形 对联 自拍 自动 比赛 比基尼 向导 到家 从前 当铺 好汉 用户 要塞 想象 做饭 做梦 看电影 见面 说话
    过年 着火 变形金刚 加油站 加油 换衣服 站台 位子 晚饭 晚餐 晚霞 坐垫 摆件 立方体      
     听歌 听音乐  拍照 看报 走路 散步 跑酷 冰箱 冰块 冰棍 冰川 沙发 沙拉 流沙 沙袋 深渊 夜市
    夜莺 夜宵 自行车道 单车道 公交车站 汽车站 城墙 城隍 武士 骑士 护士 战士 巫师 宇航员 恶龙 神龙 独角鲸 海龟汤 喷火龙
    机器人 奥特曼 美少女 城管 空调 空姐 航空 空间站 天空之城 时钟塔 风扇 电扇 扇子 封面 面团 车道 人行道
    """.split()
)
