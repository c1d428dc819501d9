"""What a new site says of itself until its editors say it better: neutral, and true of this software.

Laid once, by migration; afterwards the rows are the editors' own.
"""

from responses.lib.texts import Texts

INITIATIVE: Texts = {
    "en": {
        "name": "Dialogue Initiative",
        "sentence": "One question at a time: an essay that asks, and the essays that answer it and one another, "
        "in English and Chinese.",
        "licence": "Copyright in each essay stays with its author. You may link to it and quote from it; "
        "to reprint it, ask the author or the editors.",
    },
    "zh-hans": {
        "name": "对话项目",
        "sentence": "一次只谈一个问题：一篇文章提问，众人撰文回应，也彼此回应，以中英文刊行。",
        "licence": "各篇文章的著作权归作者所有。欢迎链接和引用；如需转载，请征得作者或编辑部同意。",
    },
    "zh-hant": {
        "name": "對話項目",
        "sentence": "一次只談一個問題：一篇文章提問，眾人撰文回應，也彼此回應，以中英文刊行。",
        "licence": "各篇文章的著作權歸作者所有。歡迎連結和引用；如需轉載，請徵得作者或編輯部同意。",
    },
}

ABOUT: Texts = {
    "en": {
        "title": "About",
        "body": """
<p>This site publishes dialogues. Each one is a <em>thread</em>: a question, a prompt essay that asks it, and the
responses that scholars, practitioners and students write to it. A response may answer the prompt or another
response, and it always says which. The author of the prompt may close the thread with a reply.</p>
<p>Essays appear in the language in which they were written and, where somebody has translated them, in others.
Translators are named. Where a text was carried from simplified into traditional characters, or back, by a program
and nobody has yet checked it, the page says so. When a text does not exist in your language, you are shown the
original and told that it is one.</p>
<p>Experts and students stand side by side here, in the same type and in the order in which they took part. The
opinions are the authors’ own. To publish an essay is to think it worth answering, not to agree with it.</p>
<p>The site sets no cookies for readers, counts nobody, and loads nothing from other hosts. Every page can be read
without JavaScript, printed and cited, and its address stays the same.</p>
""",
    },
    "zh-hans": {
        "title": "关于本站",
        "body": """
<p>本站刊载对话。每场对话称为一个“讨论”：先有一个问题，由一篇主题文章提出，再由学者、实务工作者和学生撰文回应。回应可以针对主题文章，也可以针对另一篇回应，页面上总会标明针对的是哪一篇。主题文章的作者可以用一篇结语收束讨论。</p>
<p>文章以写作时的语言发表；有人翻译的，同时刊出译文，并署译者姓名。由程序在简体与繁体之间转换、尚未经人校对的文本，页面上会注明。如果一篇文章没有您所选语言的版本，页面会显示原文，并说明这是原文。</p>
<p>在这里，专家与学生并列，字体版式相同，按参与的先后排列。文章只代表作者本人的观点。发表一篇文章，是认为它值得回应，并不表示赞同。</p>
<p>本站不对读者使用 cookie，不作访客统计，也不从其他网站加载任何内容。每个页面无需 JavaScript 即可阅读，可以打印、引用，网址长期不变。</p>
""",
    },
    "zh-hant": {
        "title": "關於本站",
        "body": """
<p>本站刊載對話。每場對話稱為一個「討論」：先有一個問題，由一篇主題文章提出，再由學者、實務工作者和學生撰文回應。回應可以針對主題文章，也可以針對另一篇回應，頁面上總會標明針對的是哪一篇。主題文章的作者可以用一篇結語收束討論。</p>
<p>文章以寫作時的語言發表；有人翻譯的，同時刊出譯文，並署譯者姓名。由程式在簡體與繁體之間轉換、尚未經人校對的文本，頁面上會註明。如果一篇文章沒有您所選語言的版本，頁面會顯示原文，並說明這是原文。</p>
<p>在這裡，專家與學生並列，字體版式相同，按參與的先後排列。文章只代表作者本人的觀點。發表一篇文章，是認為它值得回應，並不表示贊同。</p>
<p>本站不對讀者使用 cookie，不作訪客統計，也不從其他網站載入任何內容。每個頁面無需 JavaScript 即可閱讀，可以列印、引用，網址長期不變。</p>
""",
    },
}

FOR_AUTHORS: Texts = {
    "en": {
        "title": "For authors",
        "body": """
<p>A response answers one text: the prompt of a thread, or a response already published in it. Say early on what you
take up and where you differ. Quote the words that you answer; mark anything that you insert in a quotation with
square brackets.</p>
<p>Length is set for each call. It is counted the same way for everyone: every Chinese character is one, every
word of any other script is one. Footnotes are welcome where a claim needs a source.</p>
<p>Which essays are wanted, and until when, stands at /calls/, in the menu under “Submit an essay”. You need no
account: write in the form, paste, or choose a file. What you write is kept, and a code on the page lets you go on
elsewhere. Say in your own words how you used AI, if at all. Once the page says that your essay has come, it counts;
until the call closes you can change it. A page of your own then always says where it stands, and when to expect an
answer.</p>
<p>Once an essay is accepted, the editors ask how your name is printed, for a sentence about you, and for your consent
to publish it here and, separately, to translate it. You see its page before anybody else and say whether it may carry
your name. Name and affiliation stay as of that day unless you ask for a correction. Copyright stays with you. An
essay that is not published is deleted after a time that the call names.</p>
""",
    },
    "zh-hans": {
        "title": "致作者",
        "body": """
<p>一篇回应只针对一篇文章：讨论的主题文章，或其中已经发表的某篇回应。请尽早说明您回应的是什么、分歧何在。请引用所回应的原话；引文中如有自己添加的文字，请用方括号标出。</p>
<p>篇幅由各次征稿分别规定，计算方法人人相同：每个汉字计一，其他文字每个词计一。凡论断需要出处的，欢迎加注。</p>
<p>目前征集哪些文章、截止到何时，见 /zh-hans/calls/（菜单中的“投稿”）。投稿不需要账号：可以在表格里写，可以粘贴，也可以选择文件。您写的内容随时保存，凭页面上的续写码可以在别处继续。是否、如何使用了人工智能，请用自己的话说明。页面显示文章已收到，投稿即已有效；截止之前可以修改。此后您自己的页面会一直写明文章处于什么状态、何时可望答复。</p>
<p>录用之后，编辑部会询问您刊印的署名，请您写一句话的自我介绍，并就在本站发布征求您的同意，翻译则另行征求。页面公开之前先请您过目，由您决定可否署您的名字。署名和所属机构以当日为准，除非您要求更正，此后不再改动。著作权归您所有。未发布的文章，在征稿所写明的时间之后删除。</p>
""",
    },
    "zh-hant": {
        "title": "致作者",
        "body": """
<p>一篇回應只針對一篇文章：討論的主題文章，或其中已經發表的某篇回應。請儘早說明您回應的是什麼、分歧何在。請引用所回應的原話；引文中如有自己添加的文字，請用方括號標出。</p>
<p>篇幅由各次徵稿分別規定，計算方法人人相同：每個漢字計一，其他文字每個詞計一。凡論斷需要出處的，歡迎加註。</p>
<p>目前徵集哪些文章、截止到何時，見 /zh-hant/calls/（選單中的「投稿」）。投稿不需要帳號：可以在表單裡寫，可以貼上，也可以選擇檔案。您寫的內容隨時儲存，憑頁面上的續寫碼可以在別處繼續。是否、如何使用了人工智慧，請用自己的話說明。頁面顯示文章已收到，投稿即已有效；截止之前可以修改。此後您自己的頁面會一直寫明文章處於什麼狀態、何時可望答覆。</p>
<p>錄用之後，編輯部會詢問您刊印的署名，請您寫一句話的自我介紹，並就在本站發布徵求您的同意，翻譯則另行徵求。頁面公開之前先請您過目，由您決定可否署您的名字。署名和所屬機構以當日為準，除非您要求更正，此後不再改動。著作權歸您所有。未發布的文章，在徵稿所寫明的時間之後刪除。</p>
""",
    },
}

CORRECTIONS: Texts = {
    "en": {
        "title": "Corrections",
        "body": """
<p>If you find a mistake of fact, a misquotation, a wrong name or a faulty translation, please write to the editors.
Name the page and the sentence; a source helps.</p>
<p>A correction that changes what a text says is dated and put in words, so that a reader who knew the earlier version
can see what changed. Slips of spelling are mended without a note. Every version that was ever published is kept by
the editors.</p>
<p>An essay is withdrawn only for a serious reason. Its address then gives that reason, as far as it can be made
public, and the responses to it remain. Addresses do not break: one that had to change leads on to the new one.</p>
""",
    },
    "zh-hans": {
        "title": "更正",
        "body": """
<p>如果您发现事实错误、引文失实、姓名有误或译文不当，请来信告知编辑部，注明页面和句子；能附上出处更好。</p>
<p>凡改变文意的更正，都会注明日期并写明改了什么，使读过旧版的人知道差别所在。错别字径行改正，不另说明。凡是发表过的版本，编辑部都予以保存。</p>
<p>只有出于重大原因才会撤下文章。撤下之后，原网址会在可以公开的范围内说明原因，针对它的回应仍予保留。网址不会失效；不得已而更改的，旧网址会一直指向新网址。</p>
""",
    },
    "zh-hant": {
        "title": "更正",
        "body": """
<p>如果您發現事實錯誤、引文失實、姓名有誤或譯文不當，請來信告知編輯部，註明頁面和句子；能附上出處更好。</p>
<p>凡改變文意的更正，都會註明日期並寫明改了什麼，使讀過舊版的人知道差別所在。錯別字逕行改正，不另說明。凡是發表過的版本，編輯部都予以保存。</p>
<p>只有出於重大原因才會撤下文章。撤下之後，原網址會在可以公開的範圍內說明原因，針對它的回應仍予保留。網址不會失效；不得已而更改的，舊網址會一直指向新網址。</p>
""",
    },
}

# In the order of the menu; the slug is the web address.
PAGES: dict[str, Texts] = {"about": ABOUT, "for-authors": FOR_AUTHORS, "corrections": CORRECTIONS}
