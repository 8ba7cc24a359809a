"""Whole messages that mean one thing in every conversation: greeting, thanks, help, again, undo, describe."""

# ruff: noqa: E501 - lists of wordings are read across

import re
import unicodedata

MEANINGS = {
    "greeting": r"(hi|hello|hey|hiya|howdy|greetings|good (morning|afternoon|evening|day)|what's up)( there| tuwen| you| again)?"
    r"|你好[呀啊吗]?|您好|你们好|大家好|嗨|哈喽|哈啰|喂|早上好|早安|早|下午好|晚上好|在吗|hello你好|图文你好|你好图文",
    "thanks": r"(thanks|thank you|thx|ty|cheers)( a lot| so much| very much| tuwen)?|(great|nice|good|cool|perfect|lovely|"
    r"beautiful|awesome|wow)( job| work| one)?(,? thanks| thank you)?|谢谢[你您啦了]?|多谢|感谢|太好了|真好看?|好看|很好|不错|"
    r"真棒|太棒了|棒|漂亮|真漂亮|好漂亮|厉害|哇",
    "help": r"help( me)?|\?|what|what(?: all)? (can|do|could) you (draw|paint|do|make|know|understand)( for me)?"
    r"|what (things|objects|words|animals|colou?rs|places|styles|actions) (can|do) you (draw|paint|know|understand)"
    r"|what (is|can i do with) this (app|site|page|chat)|(who|what) are you|how does (this|it) work"
    r"|how (do|can) i use (this|it|you)|what can i (say|ask|draw|do|type)|what do you know|list( of)? (words|objects|things)"
    r"|what should i (draw|say|type)|show me what you can (draw|do)|你?(能|会|可以)(画|做|干)(些|点|出)?(什么|啥|哪些)(东西)?[呢呀啊]?"
    r"|你?(能|会|可以)(帮我)?(做|干)(什么|啥|嘛)[呢呀]?|帮助|帮帮我|怎么(用|玩|使用)|如何使用|你是谁|你是什么|你叫什么(名字)?"
    r"|有什么功能|(我)?(可以|能)(说|画|问|输入)(些)?(什么|啥)|你(认识|知道|懂)(什么|哪些词?|啥)|使用说明|说明",
    "again": r"((draw|do|make|paint|give me|show me|try|generate|let's see|i want)? ?(it|that|this|me)? ?"
    r"(again|another( (one|picture|version|image|try|drawing))?|one more( time| picture| version| image)?|once more|"
    r"more( pictures| of (this|these|that|the same))?|a new one|some more|a different one|a different version|"
    r"others|other ones|new ones))|redo( it)?|retry|redraw( it)?|regenerate( it)?|repeat|vary|variations?|reroll|shuffle"
    r"|(再|重新?)(来|画|试|生成|做)(一|几|两|三|四)?(张|次|遍|个|幅|下|版)?(图|图片|画)?(吧|看看)?|换(一|几)?(张|个|幅|版)(图|画|样子)?(吧|看看)?"
    r"|另外?(一|再)?(来|画)?一?(张|个|幅)|(还要|多来|多画|再要)(一|几|两|三|四)?(张|幅)|重来|重试|再来|继续|不满意|不好看",
    "undo": r"undo( it| that| this| the last( change| one)?)?|go back|back|revert( it| that)?|take (it|that) back|"
    r"never ?mind|restore( it)?|the (previous|last|one before)( one)?|撤销|撤回|撤消|返回|回退|退回(去)?|还原|恢复|上一步|"
    r"回到(上一?(张|步|个|幅)|刚才)|(改|换|变|退)回(去|来|刚才)(吧)?|(不要|取消)(这个)?(修改|改动)?了?|算了",
    "describe": r"(please )?(describe|caption|explain|read)( (it|this|that|the (picture|image|drawing|photo|last one)|"
    r"this (picture|image|drawing|photo)|what you see))?|what('s| is| are) (it|this|that|these|there)|what do you see( (in )?(it|here|this|there"
    r"|the picture|the image))?|what('s| is) (in|on) (it|this|that|the (picture|image|photo)|this (picture|image|photo))"
    r"|what does (it|this|the (picture|image)) show|tell me (about (it|this|the (picture|image))|what (it is|you see|this is))"
    r"|(请)?(再)?(描述|说明|介绍|讲|说|形容|解释|解读|识别)(一下|下|说|讲)?(它|这个|这张图片?|这张画|这幅画|这张|图片|图像?|画面?|照片|内容|看到什么|里面有什么){0,3}"
    r"|(这|那|它|图)(张|个|幅)?(图片|图|画|照片)?(里|上|中)?(面)?(是|有|画的是|画了)(些)?(什么|啥)(东西)?"
    r"|(图|画|图片|照片|画面)(里|上|中)(面)?(是|有)(些)?(什么|啥)|你?(看到|看见|看出)(了)?(些)?(什么|啥)|看图说话|看看(这是什么|图里有什么)"
    r"|是什么",
}  # fmt: skip
# Another picture like the last one; "again" alone asks for a new one of the same scene.
_ALIKE = (
    r"((can|could) (you|i|we) )?((i want|i'd like|let me have|let's (see|have)|draw|do|make|paint|give me|show me|try|generate|get|have) )?"
    r"(me )?((another|one more|some more|more|a few more|something|a|an|one|the same)( (one|picture|image|version|drawing|sticker|variation)s?)?)?"
    r" ?((just |very |much |a bit |quite )?(like (this|that|it|the last one|these|those)|similar( to (this|that|it|the last one))?( (one|picture|image|version)s?)?"
    r"|(but )?(a bit|a little|slightly|a tiny bit) different(ly)?))( one)?"
    r"|make (it|this|that) (a bit|a little|slightly) different"
    r"|((just )?like (this|that|it)|(the )?same( one| again)?) but (a bit|a little|slightly|a tiny bit) different(ly)?"
    r"|(a |another )?(small|slight|subtle|little|minor) (variation|change|variant)s?( of (this|that|it))?|vary (it|this|that) (a bit|a little|slightly)"
    r"|(再|另外?|多)?(给我|帮我)?(来|画|要|做|生成|试|换)?(一|几|两|三|四)?(个|张|幅|款|只|些)?(跟|和|与|像)?(这|它|那|刚才|上)?(个|张|幅|只|一张|一个|些)?(图|画|的)?"
    r"(差不多|类似|相似|相近|一样|这样|那样|这种|那种)(的|样子的|风格的)?(图|图片|画|贴纸)?"
    r"|像(这|那|它|这样|那样|这个|刚才)的?(再|另外?)?(来|画|要|做)(一|几|两|三)?(个|张|幅)?(图|画)?"
    r"|(稍微|略微|稍稍)(变|改|换|动)(一下|一点|一些|点|变)?|(来|要|做)?(一)?(个|点)?(小|微小的?|细微的?|一点)(变化|变体|改动|调整)|微调(一下)?"
)  # fmt: skip
_SWAP = re.compile(
    r"(let them |make them |can they )?(swap|switch|trade|exchange)( them| the two| both| the [a-z ]{1,20} (and|with) (the )?[a-z ]{1,20}?)?"
    r"( (their )?(places?|positions?|sides?))?( around)?|the other way (round|around)"
    r"|([把让将].{1,8}[和与跟].{1,8}?|[把让将]?(它们|他们|两个|这两个|二者)?)(交换|对调|互换|调换|换)(一下|个|下)?(位置|地方|左右|过来)?(一下|吧)?"
    r"|(左右|位置)(互换|交换|对调)(一下)?"
)  # fmt: skip
_SWAPPING = re.compile(r"swap|switch|trade|exchange|other way|交换|对调|互换|调换|换(一下|个|下)?位置")
_GIVES = re.compile(
    r"((can|could) (you|we) )?give (it|him|her|them|this|the [a-z]+) (an?|the|some|two|three|four) "
    r"|给(它|他|她)(?!们?(再?(画|做|看|讲|生成)))"
)
_ADDS = re.compile(
    r"((can|could|would) (you|we) )?(also )?(add|include|insert|throw in|put in) (an?|another|one|two|three|four) "
    r"|((再|多)(放|来|画)|(再|多)?[加添])(上|入|进)?[一两二三四](?![张幅])"
)
_MOVES = re.compile(
    r"(put|take|bring|send|let|make|have) (it|them|him|her|this|the|all|everything)\b|背景|地点|[换变改]成|换|[把将让搬移]"
    r"|\b(background|backdrop|place|change|move|turn|switch|set)\b"
)
LONGEST = 80  # characters; whoever writes more means more
# What makes a request of it: "like it" and 这样 alone are assent. A count of things is for the reader.
_ASKS_ALIKE = re.compile(
    r"another|more|something|similar|varia|differ|vary|change|draw|make|paint|give|show|generate|get|try|one like"
    r"|[再又另来画给要做变改换动调像]|生成|类似|相似|相近"
)
_COUNTS = re.compile(r"[两三四俩仨2-9][个只]")
_ALIKE_WHOLE = re.compile(_ALIKE)
_COMPILED = {meaning: re.compile(pattern) for meaning, pattern in MEANINGS.items()}


def plain(text: str) -> str:
    """Folded to one case and width, without marks around and with single spaces."""
    folded = unicodedata.normalize("NFKC", text).casefold().replace("’", "'")
    return re.sub(r"\s+", " ", re.sub(r"[.!。！~～…,，、;；\"“”()（）:：]+", " ", folded)).strip()


def asks_for_alike(text: str) -> bool:
    """Whether the whole message asks for another picture like the last one: "another one like this", 再来一个类似的."""
    return any(
        _ALIKE_WHOLE.fullmatch(said) and _ASKS_ALIKE.search(said) and not _COUNTS.search(said)
        for said in _candidates(text)
    )


def gives(text: str) -> bool:
    """Whether a message gives what was drawn something: "give it a hat", 给它一顶帽子."""
    return any(_GIVES.match(said) for said in _candidates(text))


def adds(text: str) -> bool:
    """Whether a message says that something is to come: "add a white cat", 再来一只白猫."""
    return any(_ADDS.match(said) for said in _candidates(text))


def moves_what_is_there(text: str) -> bool:
    """Whether a message places what was drawn, or changes the ground: "put it in the sky", 背景换成天空."""
    return any(_MOVES.search(said) for said in _candidates(text))


def asks_to_swap(text: str) -> bool:
    """Whether the whole message asks two things to change places: "swap them", 交换位置."""
    return any(_SWAP.fullmatch(said) and _SWAPPING.search(said) for said in _candidates(text))


def meaning(text: str) -> str | None:
    """greeting, thanks, help, again, undo or describe where the whole message says just that; else None."""
    for candidate in _candidates(text):
        for name, pattern in _COMPILED.items():
            if pattern.fullmatch(candidate):
                return name
    return None


def _candidates(text: str) -> list[str]:
    """The message as it may be meant: whole, and without what only asks kindly; none of what is too long."""
    if len(text) > LONGEST:
        return []
    said = plain(text)
    asked = re.sub(
        r"^(please|now|ok|okay|hey|well|so|hi|hello|请你?|麻烦你?|帮我|给我|那|好的?|可以|能不能|能) ?", "", said
    )
    asked = re.sub(r" ?(please|now|thanks|pls|吧|呢|呀|啊|吗|好吗|谢谢)$", "", asked.rstrip("?"))
    return [each for candidate in (said, said.rstrip("?"), asked) if (each := candidate.strip())]
