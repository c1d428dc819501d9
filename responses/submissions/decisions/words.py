"""The site's own words to authors, by kind and language, until an editor writes others.

The subject says the decision. Placeholders are those of ``placeholders``.
"""

from responses.lib.texts import Texts

WORDS: dict[str, Texts] = {
    "accept": {
        "en": {
            "subject": "Your essay {number}: accepted",
            "text": """Dear {name},

We are glad to tell you that your essay “{title}” (number {number}), which you sent to our call “{call}”, is accepted.

What happens next, and what we need from you for it, stands on your own page:
{link}

Thank you for writing it.

The editors""",
        },
        "zh-hans": {
            "subject": "您的文章 {number}：录用",
            "text": """{name}：

您好！您投给征稿“{call}”的文章《{title}》（编号 {number}）已获录用，我们很高兴告诉您这个消息。

接下来的步骤，以及还需要您提供什么，请见您的个人页面：
{link}

感谢您撰文来稿。

编辑部""",
        },
        "zh-hant": {
            "subject": "您的文章 {number}：錄用",
            "text": """{name}：

您好！您投給徵稿「{call}」的文章〈{title}〉（編號 {number}）已獲錄用，我們很高興告訴您這個消息。

接下來的步驟，以及還需要您提供什麼，請見您的個人頁面：
{link}

感謝您撰文來稿。

編輯部""",
        },
    },
    "accept_with_changes": {
        "en": {
            "subject": "Your essay {number}: accepted, with changes",
            "text": """Dear {name},

We are glad to tell you that your essay “{title}” (number {number}), which you sent to our call “{call}”, is accepted, with these changes:

{remarks}

You need not send it again: we make them, and you see the text before anybody else does. What happens next stands on your own page:
{link}

Thank you for writing it.

The editors""",
        },
        "zh-hans": {
            "subject": "您的文章 {number}：录用，须作修改",
            "text": """{name}：

您好！您投给征稿“{call}”的文章《{title}》（编号 {number}）已获录用，我们很高兴告诉您这个消息。文中须作以下修改：

{remarks}

您不必重新投稿：由我们修改，公开之前会先请您过目。接下来的步骤请见您的个人页面：
{link}

感谢您撰文来稿。

编辑部""",
        },
        "zh-hant": {
            "subject": "您的文章 {number}：錄用，須作修改",
            "text": """{name}：

您好！您投給徵稿「{call}」的文章〈{title}〉（編號 {number}）已獲錄用，我們很高興告訴您這個消息。文中須作以下修改：

{remarks}

您不必重新投稿：由我們修改，公開之前會先請您過目。接下來的步驟請見您的個人頁面：
{link}

感謝您撰文來稿。

編輯部""",
        },
    },
    "revise": {
        "en": {
            "subject": "Your essay {number}: please revise it and send it again",
            "text": """Dear {name},

We have read your essay “{title}” (number {number}) and would like to read it again, revised. Nothing is decided yet. These are our points:

{points}

On this page you answer each of them, change your essay, and send both in one go:
{link}

It is due by {due}. What you type there is kept while you write.

The editors""",
        },
        "zh-hans": {
            "subject": "您的文章 {number}：请修改后重投",
            "text": """{name}：

您好！我们读了您的文章《{title}》（编号 {number}），希望您修改之后再寄给我们看。目前尚未作出最后决定。我们的意见如下：

{points}

请在下面的页面逐条答复并修改文章，然后一次寄出：
{link}

截止时间：{due}。您在页面上写的内容会随时保存。

编辑部""",
        },
        "zh-hant": {
            "subject": "您的文章 {number}：請修改後重投",
            "text": """{name}：

您好！我們讀了您的文章〈{title}〉（編號 {number}），希望您修改之後再寄給我們看。目前尚未作出最後決定。我們的意見如下：

{points}

請在下面的頁面逐條答覆並修改文章，然後一次寄出：
{link}

截止時間：{due}。您在頁面上寫的內容會隨時保存。

編輯部""",
        },
    },
    "decline": {
        "en": {
            "subject": "Your essay {number}: not accepted",
            "text": """Dear {name},

Thank you for sending us your essay “{title}” (number {number}) for our call “{call}”. We have read it with care, and we will not publish it.

We know what work stands behind an essay, and would be glad to read another of yours.

What we keep of it, and until when, stands on your own page:
{link}

The editors""",
        },
        "zh-hans": {
            "subject": "您的文章 {number}：未获录用",
            "text": """{name}：

您好！感谢您为征稿“{call}”寄来文章《{title}》（编号 {number}）。我们认真读了这篇文章，决定不予发表。

我们明白写成一篇文章要花多少工夫，也期待读到您的其他文章。

我们保留哪些资料、保留到何时，请见您的个人页面：
{link}

编辑部""",
        },
        "zh-hant": {
            "subject": "您的文章 {number}：未獲錄用",
            "text": """{name}：

您好！感謝您為徵稿「{call}」寄來文章〈{title}〉（編號 {number}）。我們認真讀了這篇文章，決定不予發表。

我們明白寫成一篇文章要花多少工夫，也期待讀到您的其他文章。

我們保留哪些資料、保留到何時，請見您的個人頁面：
{link}

編輯部""",
        },
    },
    "return": {
        "en": {
            "subject": "Your essay {number}: returned, please put something right",
            "text": """Dear {name},

Before we can read your essay “{title}” (number {number}), something has to be put right:

{remarks}

You can change it and send it again on this page, by {due}:
{link}

Nothing is decided about your essay by this.

The editors""",
        },
        "zh-hans": {
            "subject": "您的文章 {number}：退回，请更正后再寄",
            "text": """{name}：

您好！在我们审读您的文章《{title}》（编号 {number}）之前，有些地方需要您先更正：

{remarks}

请在 {due} 之前，在下面的页面修改并重新寄出：
{link}

这并不表示对您的文章作出了任何决定。

编辑部""",
        },
        "zh-hant": {
            "subject": "您的文章 {number}：退回，請更正後再寄",
            "text": """{name}：

您好！在我們審讀您的文章〈{title}〉（編號 {number}）之前，有些地方需要您先更正：

{remarks}

請在 {due} 之前，在下面的頁面修改並重新寄出：
{link}

這並不表示對您的文章作出了任何決定。

編輯部""",
        },
    },
}
