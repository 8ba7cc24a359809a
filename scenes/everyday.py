"""Words around a scene: what people say when they ask, thank or change their mind, and words that only look like ours.

Everyday words name nothing that could be drawn, so nobody must be told that Tuwen has no picture of them. Strangers are
words of the language that Tuwen cannot draw although they look like a word that it can: a peach is no mistyped beach,
and 恐龙 (dinosaur) is no 龙 (dragon).
"""

EN = """
a an the this that these those it its it's i i'd i'm i'll i've you your he she they them their his her him we us our me my mine
and or but also with without of to in on at by for from as into onto than then so too very really quite just only both
all every each some any no not none more most less least much many few several lots lot bit little other another same
different new again now here there where when while if is are was were be been being am do does did done doing don't
can can't could couldn't will would should shall may might must let lets let's have has had having get got getting gets
go going goes come comes coming put puts set make makes made making draw draws drawing drawn drawings paint paints painted
painting paintings sketch sketches create creates generate generates generated give gives show shows showing see sees
seeing look looks looking want wants wanted need needs like likes love loves prefer try think know tell say says said
please pls plz thanks thank thx hi hello hey yo ok okay yes yeah yep nope sure sorry well maybe perhaps bye goodbye good morning
evening afternoon welcome great nice cool perfect wow awesome beautiful pretty cute lovely happy funny sweet adorable gorgeous
wonderful amazing fun sad old young fat picture pictures image images photo photos pic pics illustration
illustrations art artwork cartoon scene scenes background backgrounds style styles colour colours color colors coloured
colored size sized side sides top bottom left right middle centre center up down out over under above below near close
far next beside between around along across through inside outside toward towards off away back front together alone
change changes changed turn turns replace swap remove delete take add adds keep use using instead move switch undo redo
restore return bigger smaller larger taller shorter brighter darker lighter higher lower first second last third one two
three four five six seven eight nine ten once twice pair couple trio dozen group zero
who what which why how whose there's that's what's here's won't didn't isn't aren't doesn't
something anything nothing everything thing things someone somebody anyone else version variation variations time times
way kind sort type place places stand stands standing sit sits sitting stay stays staying lie lies lying rest rests
resting located placed positioned set against behind among upon via per vs plus minus describe explain caption help
filled full empty simple plain single various own such still even ever never always already yet soon later today tonight
about because since until during before after tuwen random surprise
begin start stop end please kindly sir dear friend friends guys there'll colourful colorful
"""

ZH = """
的 地 得 了 着 过 吗 吧 呢 呀 啊 嘛 哦 哈 呗 哇 啦 嗨 哟 喔 嗯 噢 是 不是 有 没有 没 不 不要 别 无 在 正 正在 于 位于 处于 到 从 向 往 朝 对
和 跟 与 及 以及 或 或者 还 还有 还要 也 都 同时 并 并且 而 而且 但 但是 不过 然后 接着 再 又 就 才 只是 只有 只要 就是 加 加上 一起 一块 一样 一同
我 你 您 他 她 它 我们 你们 他们 它们 咱 咱们 自己 大家 这 那 这个 那个 这只 那只 这些 那些 这里 那里 这儿 那儿 这样 那样 这张 那张 此 该 其 其他 另 另外 别的
什么 怎么 怎样 哪 哪里 哪个 谁 为什么 多少 几 几个 多 少 很 非常 特别 十分 太 更 最 挺 好 真 有点 一点 一些 些 一下 点 稍微 比较 极 超 超级 好多 许多 很多
请 麻烦 劳烦 帮 帮忙 帮我 给 给我 替 为 让 叫 使 把 将 被 用 以 想 想要 要 需要 希望 能 能不能 能否 可以 可不可以 可否 会 会不会 应该 行 行吗 好吗 好的 谢谢 多谢 感谢 辛苦 抱歉
对不起 你好 您好 早上好 晚上好 下午好 早安 晚安 再见 拜拜 哈喽 喂 在吗 嘿 亲 老师 朋友 图文 画 绘 绘制 画画 画个 画张 画幅 画出 画成 画上 作画 作 做 整 弄 搞 生成 创作 创建 制作 设计 来 来个
来张 来一张 求 看 看看 看到 看见 想看 瞧 瞧瞧 说 说说 试 试试 图 图片 图像 图画 画面 照片 插画 插图 画作 作品 卡通 张 幅 副 风格 画风 样式 样子 背景 颜色 色 彩色 大小 数量 位置 场景
一 二 三 四 五 六 七 八 九 十 两 俩 仨 双 对 半 零 第一 第二 第三 第 个 只 条 头 匹 座 本 朵 颗 棵 辆 架 艘 把 枚 顶 份 面 台 根 串 块 列 件 群 堆 排 位 名 种 幢 栋 株 支 枝 间 片 轮 口 粒 团 艘 部 所
上 下 左 右 前 后 里 外 中 内 边 面 旁 旁边 中间 中央 之间 上边 下边 里面 外面 前面 左 右 两边 一边 一旁 附近 周围 对面 方 侧 处 一侧 底 顶上 起 起来 下来 上去 下去 过来 过去 出来 出去 进 进来 回 回去
去 来 走 站 站着 站在 坐 坐着 坐在 趴 趴着 躺 躺着 待 待着 待在 呆 停 停在 停着 放 放在 放着 摆 摆着 摆在 挂 挂着 挂在 长 长着 长在 开 开着 立 立着 靠 靠着 靠近 浮 浮着 漂 漂着 飘 飘着 停靠
有着 带 带着 穿 变 变成 改 改成 改为 换 换成 换为 替换 去掉 去除 删 删掉 删除 移除 移走 拿走 拿掉 不带 添加 增加 添 再来 再画 重新 重画 重来 撤销 撤回 恢复 还原 返回 上一步 再来一张 再来一只 继续 变大 变小 大一点
小一点 大点 小点 多一点 少一点 刚才 之前 现在 马上 今天 昨天 时候 时 的时候 时间 时间是 期间 当 当中 其中 东西 事情 事 物 任何 随便 随意 任意 全部 所有 每 每个 各 一切 原来 原样 不变 保持 一直 就好 即可 而已
可爱 漂亮 美丽 好看 美 帅 萌 胖 胖胖 肥 瘦 老 新 旧 年轻 快乐 开心 高兴 有趣 好玩 聪明 孤独 单独 独自 温馨 安静 静静 慢慢 轻轻 高高 远远 远处 高 矮 长长 圆 简单 普通 真实 一个人 正好 刚好 描述 说明 介绍 解释
空 空的 空空的 一片 一轮 满 满是 充满 只 仅 仅有 光 风景 景色 天气 光线 主题 内容 效果 模式 版 版本 次 遍 回 样 如 像 好像 比如 例如 关于 有关 除了 除 以外 之外 外加 比 更加 越 越来越 等 等等 哪些 啥 嘞 咯 诶 欸 汪 喵
"""

# English strangers; their plurals are strangers too.
STRANGERS_EN = """
peach beech bench teach reach bleach moose mousse goose goat coat boot plate plant planet planetary trail brain grain drain rain
trunk track trick pocket racket locket socket cattle clown crowd drown crow heard beard earth hearth stair stare block flock cloak click
hamper hamster nose pose spark sharp shack shake skate glass brass grasp waiter wafer later spice pace dessert greet queen write knight light
right eight sight might fight ring king wing sink sign dump pump lump steep sweep frying lying cunning facing lemon year tear pea
parrot sherry bandana nail sail fog dock timer mitten poppy guppy puppet sunny funny cent tenth hike cook hook wall doll hall lake
rake donkey money rabbi dragonfly starfish seahorse jellyfish goldfish butterfingers sunglasses snowball snowboard mousepad horseshoe
carpet cart card care catfish bearskin beer deer board boar bowl bow fax box ox fist dish wish hen ten pen sheet shed shop ship chip
chicken kitchen cap map mug rocker rocking hatch batman superman spiderman samurai robot camel lamp zebra giraffe eagle hawk
block blank slack frown blown smell smile mall stall barge yield stale whole shale share swan swine swing cottage couch coach
hot-dog phone table chair window door cannon canyon tank shoe sock shirt skirt dress horsepower houseplant
"""

# Chinese strangers that hold a word of ours, or would be cut into words of ours.
STRANGERS_ZH = """
恐龙 斑马 河马 海马 木马 海星 星球 地球 火星 行星 流星 卫星 海豚 海豹 海狮 海鸥 水母 水牛 犀牛 天鹅 天使 天线 松鼠 袋鼠 仓鼠 山羊 羚羊 羊驼 蜻蜓 鸵鸟 孔雀 金鱼 鳄鱼 鱿鱼 美人鱼 龙虾 龙卷风 火龙果 水果
牛奶 牛排 牛仔 牛肉 猪肉 鸡肉 鱼肉 鸡蛋 公鸡 母鸡 鸡 鹅 火鸡 马桶 马车 人马 骑马 车站 车轮 摩托车 出租车 救护车 消防车 警车 马戏 心脏 点心 书包 书架 书桌 书店 图书馆 钟楼 水杯 水瓶 水桶 山洞 火山 雪橇 雪山 雪花 雪豹
云南 球员 球鞋 篮球 排球 网球 羽毛球 乒乓球 棒球 眼球 气球车 花瓶 桃花 樱花 树叶 树枝 树袋熊 北极熊 泰迪熊 浣熊 豹 狼 狐 鹿 长颈鹿 骆驼 猩猩 大猩猩 刺猬 蝙蝠 蜘蛛 蚂蚁 老鹰 鹰 鸽子 鹦鹉 乌鸦 鲤鱼 宇航员 机器人 武士 忍者
公主 王子 国王 女王 女孩 男孩 小孩 孩子 女人 男人 人 人们 老人 医生 警察 士兵 骑士 仙女 魔法师 巫师 超人 蝙蝠侠 孙悟空 桃子 葡萄酒 葡萄干 草帽 草泥马 红包 红绿灯 黑板 白板 黄瓜 黄金 蓝莓 绿茶 紫薯 橙子 橘子 橙汁 柠檬 番茄 西红柿 土豆
米饭 面条 饺子 披萨 热狗 面包 咖啡 茶 手机 电脑 电视 桌子 椅子 沙发 床 灯 窗户 门 桥 路灯 塔 铁塔 摩天大楼 大楼 高楼 飞碟 飞机场 飞机票 坦克 枪 剑 剑客 刀 鞋 鞋子 衣服 裙子 眼镜 手表 钢琴 小提琴 钢笔 铅笔
吃 喝 咬 追 骑 打 踢 玩 抱 亲 看书 读书 写字 跳舞 跳绳 爬 爬山 游戏 滑雪 滑冰 开车 吃饭 喝水 做饭 微笑 笑 哭 飞船员 天花板 天空树 房间号 海盗 海军 海绵 海浪 山水 山脉 雨 下雨 雨天 刮风 风 火 月饼 月球 月季 日出 日落 夕阳
"""
