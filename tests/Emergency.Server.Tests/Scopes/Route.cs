using System.Text.Json;
using System.Text.RegularExpressions;
using Emergency.Domain;
using Emergency.Server.Features.Stock;
using Emergency.Server.Foundation;
using Emergency.Server.Tests.Attachments;
using Emergency.Server.Tests.Fixtures;

namespace Emergency.Server.Tests.Scopes;

/// <summary>A route as the server itself describes it, with a right request for a scene.</summary>
internal sealed partial record Route(string Method, string Path, Permission? Needs, bool Session)
{
    public override string ToString() => $"{Method} {Path}";

    /// <summary>Right bodies, by route; routes that are not here take none.</summary>
    private static readonly Dictionary<string, string> Bodies = new(StringComparer.Ordinal)
    {
        ["POST /api/incidents/{id}/wind"] = """{"from":90,"force":5}""",
        ["POST /api/access/{accessId}/reason"] = """{"day":"$today","county":"$county"}""",
        ["POST /api/accounts"] =
            """{"account":"somebody-new","password":"password-0000","grants":[{"role":"department","scope":{"division":"$community"}}]}""",
        ["POST /api/incidents/{id}/caller/erase"] = """{"basis":"term-over"}""",
        ["POST /api/accounts/{account}/erase"] = """{"basis":"term-over"}""",
        ["POST /api/communities/{code}/team/members/{member}/erase"] = """{"basis":"term-over"}""",
        ["POST /api/incidents/{id}/doors/{community}/visitors/{personId}/erase"] = """{"basis":"term-over"}""",
        ["POST /api/cases/{caseId}/caller/erase"] = """{"basis":"term-over"}""",
        ["POST /api/retention/{keptId}/keep"] = """{"until":"2036-01-01","reason":"还在复核"}""",
        ["POST /api/retention/{keptId}/archive"] = """{"reason":"市里要留档"}""",
        ["POST /api/retention/{keptId}/hold"] = """{"until":"2036-01-01","reason":"事故调查"}""",
        ["POST /api/accounts/{account}/grants"] = """{"grants":[{"role":"county-commander","scope":{"division":"$county"}}]}""",
        ["POST /api/session/outside/finish"] = """{"code":"nothing","state":"nothing"}""",
        ["POST /api/invitation/open"] = """{"token":"nobody.nothing"}""",
        ["POST /api/invitation/accept"] = """{"token":"nobody.nothing","password":"plum-tree-0001"}""",
        ["POST /api/session/second-factor/enrol"] = """{"draft":"nothing","code":"000000","password":"wrong-plum-1"}""",
        ["POST /api/session/second-factor/recovery"] = """{"code":"000000","password":"wrong-plum-1"}""",
        ["POST /api/session/second-factor/remove"] = """{"code":"000000","password":"wrong-plum-1"}""",
        ["POST /api/session/passkeys"] =
            """{"answer":{"turn":"nothing","credential":"{}"},"name":"办公室电脑","password":"wrong-plum-1"}""",
        ["POST /api/session/passkeys/{passkey}/remove"] = """{"password":"wrong-plum-1"}""",
        ["POST /api/accounts/{account}/password"] = """{"password":"password-0001"}""",
        ["POST /api/authorities/{authority}/duty/hand-over"] = """{"day":"2026-01-01","shift":"day","note":"没有遗留"}""",
        ["POST /api/authorities/{authority}/duty/turns"] = """{"day":"2026-01-01","shift":"day","post":"lead","officer":"$officer"}""",
        ["POST /api/authorities/{authority}/duty/turns/change"] =
            """{"was":{"day":"2026-01-01","shift":"day","post":"lead","officer":"$officer"},"now":{"day":"2026-01-01","shift":"day","post":"desk","officer":"$officer"}}""",
        ["POST /api/authorities/{authority}/duty/turns/strike"] =
            """{"day":"2026-01-01","shift":"day","post":"lead","officer":"$officer"}""",
        ["POST /api/authorities/{authority}/duty/officers"] =
            """{"officers":[{"name":"何拟人","title":"值班员","phone":"139-0000-0099"}]}""",
        ["POST /api/communities/{code}/attachments/{kind}/{ownerId}/{attachmentId}/nobody"] = "{}",
        ["POST /api/communities/{code}/attachments/{kind}/{ownerId}/{attachmentId}/remove"] = """{"why":"mistaken"}""",
        ["POST /api/care"] = """{"person":"$person","community":"$community"}""",
        ["POST /api/care/{id}/name-adult"] = """{"name":"何拟人"}""",
        ["POST /api/care/{id}/arrange"] = """{"carer":"何拟人","where":"家中"}""",
        ["POST /api/care/{id}/check"] = """{"note":"好"}""",
        ["POST /api/care/{id}/see"] = """{"text":"知道了"}""",
        ["POST /api/care/{id}/offer"] = """{"exit":"institution","receiver":"示例机构"}""",
        ["POST /api/care/{id}/signed"] = """{"witness":"何拟人"}""",
        ["POST /api/care/{id}/ask"] = """{"of":"discharge","why":"出院后去哪"}""",
        ["POST /api/care/{id}/decline"] = """{"text":"没有床位"}""",
        ["POST /api/care/{id}/answer"] = """{"yes":true,"text":"同意"}""",
        ["POST /api/care/{id}/clear-harm"] = """{"text":"已核实"}""",
        ["POST /api/communities/{code}/clinic/{personId}/make"] = """{"means":"door","results":[{"programme":"signed","result":"well"}]}""",
        ["POST /api/communities/{code}/clinic/{personId}/miss"] = """{"reason":"out"}""",
        ["POST /api/communities/{code}/clinic/{personId}/date"] = """{"next":"$today"}""",
        ["POST /api/protection"] = """{"person":"$child","community":"$community","why":"老师说的"}""",
        ["POST /api/protection/{childId}/assess"] = """{"level":"high","found":"夜里一个人"}""",
        ["POST /api/protection/{childId}/plan"] =
            """{"goals":"有大人在","services":[{"kind":"family","who":"儿童主任","until":"$today"}]}""",
        ["POST /api/protection/{childId}/services/{no}"] = """{"given":true}""",
        ["POST /api/protection/{childId}/follow-up"] = """{"means":"door","found":"见到了"}""",
        ["POST /api/protection/{childId}/referrals"] = """{"kind":"hospital","why":"看伤"}""",
        ["POST /api/protection/{childId}/referrals/{no}"] = """{"taken":true,"text":"已看"}""",
        ["POST /api/protection/{childId}/notes"] = """{"text":"老师来过电话"}""",
        ["POST /api/protection/{childId}/assign"] = """{"member":"$director"}""",
        ["POST /api/protection/{childId}/transfer"] = """{"to":"$community","why":"搬家"}""",
        ["POST /api/protection/{childId}/transfer/refuse"] = """{"text":"不住这里"}""",
        ["POST /api/protection/{childId}/closing"] = """{"reason":"safe","why":"好了"}""",
        ["POST /api/protection/{childId}/closing/refuse"] = """{"text":"再看看"}""",
        ["POST /api/protection/{childId}/reopen"] = """{"text":"又来了"}""",
        ["POST /api/communities/{code}/hazards"] = """{"kind":"facade","what":"墙砖松了","where":"西头","building":"1号楼"}""",
        ["POST /api/communities/{code}/hazards/{hazardId}/guard"] = """{"guard":"cordon"}""",
        ["POST /api/communities/{code}/hazards/{hazardId}/take"] = """{"kind":"facade","what":"墙砖松了"}""",
        ["POST /api/communities/{code}/hazards/{hazardId}/drop"] = """{"words":"报重了"}""",
        ["POST /api/communities/{code}/hazards/{hazardId}/assign"] = """{"owner":"housing"}""",
        ["POST /api/communities/{code}/hazards/{hazardId}/return"] = """{"words":"不归我们管"}""",
        ["POST /api/communities/{code}/hazards/{hazardId}/mend"] = """{"words":"补好了"}""",
        ["POST /api/communities/{code}/hazards/{hazardId}/check"] = """{"good":true}""",
        ["POST /api/communities/{code}/hazards/{hazardId}/close"] = """{"words":"看过了"}""",
        ["POST /api/communities/{code}/hazards/{hazardId}/reopen"] = """{"words":"又松了"}""",
        ["POST /api/communities/{code}/hazards/{hazardId}/propose"] = """{"others":["$hazardId"],"words":"换一面墙"}""",
        ["POST /api/communities/{code}/hazards/{hazardId}/proposal"] = """{"taken":true}""",
        ["POST /api/communities/{code}/risk-points"] = RiskPoint,
        ["POST /api/communities/{code}/risk-points/{riskPointId}/change"] = RiskPoint,
        ["POST /api/communities/{code}/risk-points/{riskPointId}/end"] = """{"words":"已治理"}""",
        ["POST /api/communities/{code}/risk-points/{riskPointId}/look"] = """{"value":5}""",
        ["POST /api/communities/{code}/patrols"] = Patrol,
        ["POST /api/communities/{code}/patrols/{patrolId}/change"] = Patrol,
        ["POST /api/communities/{code}/patrols/{patrolId}/stop"] = """{"stop":1,"state":"good"}""",
        ["POST /api/month-reports/{code}/{month}/send"] = """{"figures":[{"code":"at-risk","count":0}]}""",
        ["POST /api/month-reports/{code}/{month}/receive"] = """{"version":1}""",
        ["POST /api/month-reports/{code}/{month}/return"] = """{"version":1,"why":"再看"}""",
        ["POST /api/link/hazard-sheet"] = """{"token":"none"}""",
        ["POST /api/link/report-hazard"] = """{"token":"none","kind":"other","what":"墙砖松了"}""",
        ["POST /api/link/open"] = """{"token":"none","code":"000000"}""",
        ["POST /api/link/act"] = """{"token":"none","code":"000000","act":"accept"}""",
        ["POST /api/care/{id}/exit"] = """{"exit":"relative","receiver":"何拟人"}""",
        ["POST /api/communities/{code}/visits/{personId}/make"] = """{"means":"door"}""",
        ["POST /api/communities/{code}/entrustments/{personId}/check"] =
            """{"judgement":"good","answers":[{"fact":"body","answer":"good"},{"fact":"watched","answer":"good"},{"fact":"money","answer":"comes"},{"fact":"parents","answer":"weekly"},{"fact":"school","answer":"attends"},{"fact":"home","answer":"safe"}]}""",
        ["POST /api/communities/{code}/entrustments/{personId}/ask"] = """{"why":"邻居说的"}""",
        ["POST /api/communities/{code}/entrustments/{personId}/contact"] = """{"day":"$today","spoke":true}""",
        ["POST /api/communities/{code}/entrustments/{personId}/letters/{to}/send"] = """{"way":"handed"}""",
        ["POST /api/communities/{code}/entrustments/{personId}/letters/{to}/answer"] = """{"answer":"知道了"}""",
        ["POST /api/communities/{code}/entrustments/{personId}/report"] = """{"seen":"身上有伤","to":["police"],"policeFirst":true}""",
        ["POST /api/communities/{code}/entrustments/{personId}/report/{reportId}/answer"] = """{"to":"police"}""",
        ["POST /api/harm-reports/{reportId}/answer"] = """{"decision":"taken-up"}""",
        ["POST /api/communities/{code}/entrustments/{personId}/report/{reportId}/add"] = """{"text":"又看到一次"}""",
        ["POST /api/communities/{code}/visits/{personId}/miss"] = """{"reason":"no-answer"}""",
        ["POST /api/communities/{code}/visits/{personId}/hand-over"] = """{"member":"$member"}""",
        ["POST /api/communities/{code}/visits/{personId}/pause"] = """{"reason":"hospital"}""",
        ["POST /api/communities/{code}/visits/{personId}/resume"] = """{"discharged":true}""",
        ["POST /api/communities/{code}/visits/{personId}/extra"] = """{"trigger":"power-cut"}""",
        ["POST /api/communities/{code}/visits/{personId}/seen"] = "{}",
        ["POST /api/communities/{code}/visits/power-cut"] = """{"building":"1号楼"}""",
        ["POST /api/communities/{code}/visits/{personId}/clinic"] = """{"next":"2036-01-01"}""",
        ["POST /api/communities/{code}/standing/opened"] = """{"list":"$person","reason":"停电"}""",
        ["POST /api/communities/{code}/standing/give"] = """{"account":"$chief","until":"$today"}""",
        ["POST /api/communities/{code}/standing/take-back"] = """{"account":"$chief"}""",
        ["POST /api/communities/{code}/standing/papers"] = """{"reason":"下雨前"}""",
        ["POST /api/communities/{code}/plan/cards"] = """{"card":{"id":"heat","hazard":"weather","title":"高温","steps":[]}}""",
        ["POST /api/communities/{code}/plan/cards/remove"] = """{"seen":{"id":"cold","hazard":"weather","title":"高温","steps":[]}}""",
        ["POST /api/communities/{code}/plan/headings"] = """{"code":"c-risks","text":"两处陡坡"}""",
        ["POST /api/communities/{code}/plan/try"] = """{"card":"first-report"}""",
        ["POST /api/communities/{code}/plan/return"] = """{"reason":"再改"}""",
        ["POST /api/communities/{code}/plan/file"] = """{"reference":"备1号"}""",
        ["POST /api/divisions/{code}/residents/find"] = """{"words":"1号楼"}""",
        ["POST /api/communities/{code}/residents/checked"] = """{"persons":["$person"]}""",
        ["POST /api/communities/{code}/residents/approvals"] = """{"role":"secretary","from":"2026-01-01","to":"2026-12-31"}""",
        ["POST /api/communities/{code}/residents/approvals/withdraw"] = """{"role":"secretary","from":"2026-01-01","to":"2026-12-31"}""",
        ["POST /api/communities/{code}/doubts/{doubtId}"] = """{"putBack":false}""",
        ["POST /api/communities/{code}/residents/{personId}/erase"] = """{"basis":"term-over"}""",
        ["POST /api/communities/{code}/residents/{personId}/hold"] = """{"until":"2036-01-01"}""",
        ["POST /api/communities/{code}/residents/{personId}/helper"] = """{"member":"$member"}""",
        ["POST /api/communities/{code}/residents"] =
            """{"how":"moved-in","person":{"name":"何拟新","bornIn":1950,"kinds":["disabled"],"building":"9号楼"}}""",
        ["POST /api/communities/{code}/residents/{personId}/correct"] = """{"was":{"mobility":"自理"},"now":{"mobility":"卧床"}}""",
        ["POST /api/divisions/{code}/lists/{list}/file"] = """{"form":"csv","why":"核对","receiver":"街道"}""",
        ["POST /api/communities/{code}/residents/{personId}/consents"] = """{"answer":"withdrawn","uses":["health-care"]}""",
        ["POST /api/communities/{code}/residents/{personId}/leave"] = """{"how":"moved","day":"2026-01-01"}""",
        ["POST /api/communities/{code}/residents/{personId}/return"] = """{"day":"2026-01-01","householdId":"$household"}""",
        ["POST /api/communities/{code}/residents/{personId}/give"] = """{"to":"411502001002"}""",
        ["POST /api/communities/{code}/residents/{personId}/cancel-giving"] = "{}",
        ["POST /api/communities/{code}/givings/{personId}/take"] = """{"building":"1号楼"}""",
        ["POST /api/communities/{code}/givings/{personId}/refuse"] = """{"reason":"不住这里"}""",
        ["POST /api/communities/{code}/residents/{personId}/guardians"] = """{"guardian":{"role":"紧急联系人","name":"何拟人"}}""",
        ["POST /api/communities/{code}/residents/{personId}/guardians/{guardianId}/correct"] =
            """{"was":{"role":"紧急联系人","name":"何拟人"},"now":{"role":"紧急联系人","name":"何拟仁"}}""",
        ["POST /api/communities/{code}/residents/{personId}/guardians/{guardianId}/end"] = """{"day":"2036-01-01"}""",
        ["POST /api/communities/{code}/households"] = """{"household":{"head":"何拟人","building":"1号楼","members":2}}""",
        ["POST /api/communities/{code}/households/{householdId}/correct"] = """{"was":{"head":"何拟人"},"now":{"head":"何拟仁"}}""",
        ["POST /api/communities/{code}/households/{householdId}/split"] = """{"household":{"head":"何拟人","members":1}}""",
        ["POST /api/communities/{code}/households/{householdId}/reveal"] = """{"reason":"上门"}""",
        ["POST /api/communities/{code}/households/{householdId}/merge"] = """{"into":"$household"}""",
        ["POST /api/communities/{code}/residents/{personId}/reveal"] = """{"reason":"上门"}""",
        ["POST /api/communities/{code}/supplies/{lot}/reserve"] = """{"task":"$task","quantity":1}""",
        ["POST /api/communities/{code}/supplies/{lot}/release"] = """{"task":"$task"}""",
        ["POST /api/communities/{code}/supplies/{lot}/issue"] = """{"task":"$task","receivedBy":"何拟人"}""",
        ["POST /api/communities/{code}/supplies/{lot}/return"] = """{"task":"$task","quantity":1}""",
        ["POST /api/communities/{code}/supplies/{lot}/check"] = """{"quantity":9}""",
        ["POST /api/communities/{code}/team/duty"] = """{"day":"2026-01-01","shift":"day","post":"desk","member":"$member"}""",
        ["POST /api/communities/{code}/team/duty/change"] =
            """{"was":{"day":"2026-01-01","shift":"day","post":"desk","member":"$member"},"now":{"day":"2026-01-01","shift":"day","post":"lead","member":"$member"}}""",
        ["POST /api/communities/{code}/team/duty/strike"] = """{"day":"2026-01-01","shift":"day","post":"desk","member":"$member"}""",
        ["POST /api/communities/{code}/team/members"] = """{"member":{"name":"何拟人","phones":["13900000088"],"role":"responder"}}""",
        ["POST /api/communities/{code}/team/members/{member}/correct"] =
            """{"was":{"name":"何拟人","phones":["13900000088"],"role":"responder"},"now":{"name":"何拟人","phones":["13900000088"],"role":"responder"}}""",
        ["POST /api/communities/{code}/team/members/{member}/leave"] = "{}",
        ["POST /api/communities/{code}/team/members/{member}/training"] = """{"what":"门链叫应","day":"2026-01-01"}""",
        ["POST /api/communities/{code}/team/members/{member}/training/strike"] = """{"what":"门链叫应"}""",
        ["POST /api/communities/{code}/team/members/{member}/insurance"] = """{"what":"意外险","until":"2099-12-31"}""",
        ["POST /api/communities/{code}/team/members/{member}/equipment"] = """{"kind":"gear","what":"反光背心 1 件"}""",
        ["POST /api/communities/{code}/team/members/{member}/equipment/{thing}/return"] = "{}",
        ["POST /api/communities/{code}/team/swaps/ask"] =
            """{"turn":{"day":"2099-01-01","shift":"day","post":"desk","member":"$member"}}""",
        ["POST /api/communities/{code}/team/swaps/drop"] =
            """{"turn":{"day":"2099-01-01","shift":"day","post":"desk","member":"$member"}}""",
        ["POST /api/communities/{code}/team/swaps/take"] =
            """{"turn":{"day":"2099-01-01","shift":"day","post":"desk","member":"$member"}}""",
        ["POST /api/lines/{code}"] = Line,
        ["POST /api/lines/{code}/secrets"] = LineSecret,
        ["POST /api/streets/{code}/pool/staff"] = """{"name":"严拟沉","phones":["13900000086"],"unit":"区水利局"}""",
        ["POST /api/streets/{code}/pool/staff/{member}/lend"] = """{"community":"$community","from":"2026-01-01","to":"2026-01-31"}""",
        ["POST /api/communities/{code}/call-outs"] = """{"where":"例园小区门口"}""",
        ["POST /api/call-outs/{callOutId}/answer"] = """{"comes":true,"minutes":5,"member":"$member"}""",
        ["POST /api/communities/{code}/team/members/{member}/availability"] = """{"availability":"on-post"}""",
        ["POST /api/communities/{code}/team/members/{member}/posting"] = """{"agreed":true}""",
        ["POST /api/confirmations/{confirmationId}/refuse"] = """{"reason":"不需要"}""",
        ["POST /api/counties/{county}/deadlines/{deadline}"] = """{"value":300,"reason":"示例"}""",
        ["POST /api/counties/{county}/deadlines/{deadline}/back"] = """{"reason":"示例"}""",
        ["POST /api/counties/{county}/packs/{pack}/adopt"] = """{"reason":"示例"}""",
        ["POST /api/counties/{county}/packs/{pack}/drop"] = """{"reason":"示例"}""",
        ["POST /api/goods/{goodsId}/grant"] = """{"quantity":1,"place":"区仓库","arrives":"2036-01-01T00:00:00+08:00"}""",
        ["POST /api/goods/{goodsId}/refuse"] = """{"reason":"没有"}""",
        ["POST /api/impact"] = """{"area":{"circle":{"lon":114.07,"lat":32.11,"metres":100}}}""",
        ["POST /api/incidents"] = """{"category":"fire","title":"冒烟","community":"$community"}""",
        ["POST /api/incidents/{id}/archive"] = """{"text":"终报"}""",
        ["POST /api/incidents/{id}/building"] = """{"community":"$community","building":"1号楼"}""",
        ["POST /api/incidents/{id}/caller"] = """{"reason":"回电"}""",
        ["POST /api/incidents/{id}/cards"] = """{"community":"$community","card":"first-report"}""",
        ["POST /api/incidents/{id}/doors/{community}/households/{householdId}/check"] = """{"state":"safe"}""",
        ["POST /api/incidents/{id}/doors/{community}/persons/{personId}/check"] = """{"state":"refuses"}""",
        ["POST /api/incidents/{id}/doors/{community}/calls"] = """{"personId":"$person","to":"self"}""",
        ["POST /api/incidents/{id}/doors/{community}/take-over"] = """{"personId":"$person","from":"street","name":"何拟人"}""",
        ["POST /api/communities/{code}/ground"] = Hydrant,
        ["POST /api/communities/{code}/ground/{ground}/change"] = Hydrant,
        ["POST /api/incidents/{id}/doors/{community}/links"] = """{"grid":"G1","building":"1号楼"}""",
        ["POST /api/incidents/{id}/doors/{community}/links/withdraw"] = """{"grid":"G1","building":"1号楼"}""",
        ["POST /api/incidents/{id}/doors/{community}/visitors"] = """{"text":"走亲戚的"}""",
        ["POST /api/incidents/{id}/grade"] = """{"grade":"general"}""",
        ["POST /api/incidents/{id}/handovers"] = """{"kind":"ambulance","persons":["$person"]}""",
        ["POST /api/incidents/{id}/handovers/{handoverId}/call"] = """{"confirmed":false,"note":"占线"}""",
        ["POST /api/handovers/{handoverId}/answer"] = """{"word":"accept"}""",
        ["POST /api/incidents/{id}/impact/purpose"] = """{"purpose":"check"}""",
        ["POST /api/incidents/{id}/impact"] = """{"circle":{"lon":114.07,"lat":32.11,"metres":300}}""",
        ["POST /api/incidents/{id}/join"] = """{"into":"$second"}""",
        ["POST /api/incidents/{id}/list/open"] = """{"reason":"敲门"}""",
        ["POST /api/incidents/{id}/locate"] = """{"lon":114.07,"lat":32.11}""",
        ["POST /api/incidents/{id}/report"] = """{"title":"又有人报"}""",
        ["POST /api/incidents/{id}/tasks"] = """{"community":"$community","class":"life","text":"看一下","members":["$member"]}""",
        ["POST /api/incidents/{id}/help"] = """{"community":"$community","kind":"car","text":"送老人去避难点"}""",
        ["POST /api/incidents/{id}/tasks/{taskId}/hand-on"] = """{"to":"$member"}""",
        ["POST /api/incidents/{id}/tasks/{taskId}/supplies"] = """{"needs":[{"item":"手电","quantity":1}]}""",
        ["POST /api/incidents/{id}/situation/phoned"] = """{"line":"county-duty","to":"王拟科"}""",
        ["POST /api/incidents/{id}/withdraw"] = """{"reason":"误报"}""",
        ["POST /api/communities/{code}/parties"] = """{"kind":"school","name":"示例小学","person":"何拟人","phones":["13900000085"]}""",
        ["POST /api/communities/{code}/parties/{partyId}/correct"] =
            """{"kind":"property-company","name":"示例物业","person":"何拟人","phones":["13900000085"]}""",
        ["POST /api/communities/{code}/parties/{partyId}/end"] = "{}",
        ["POST /api/communities/{code}/parties/{partyId}/account"] = """{"account":"shili-wuye","password":"password-0000"}""",
        ["POST /api/party/asks/{askId}/refuse"] = """{"text":"没有人手"}""",
        ["POST /api/party/asks/{askId}/finish"] = "{}",
        ["POST /api/communities/{code}/parties/{partyId}/asks"] = """{"text":"开门","due":"$tomorrow"}""",
        ["POST /api/communities/{code}/parties/{partyId}/asks/{askId}/refuse"] = """{"text":"没有人手"}""",
        ["POST /api/communities/{code}/parties/{partyId}/asks/{askId}/finish"] = "{}",
        ["POST /api/communities/{code}/parties/{partyId}/asks/{askId}/withdraw"] = "{}",
        ["POST /api/streets/{street}/division-change"] =
            """{"old":["$community"],"new":[{"code":"411502001077","name":"示例社区"}],"from":"$today"}""",
        ["POST /api/streets/{street}/division-change/say"] = """{"things":["lot/0"],"to":"411502001077"}""",
        ["POST /api/streets/{street}/division-change/drop"] = "{}",
        ["POST /api/streets/{street}/division-change/ask"] = "{}",
        ["POST /api/communities/{code}/ended/open"] = "{}",
        ["POST /api/communities/{code}/boundary"] =
            """{"boundary":{"type":"Polygon","coordinates":[[[114.06,32.1],[114.08,32.1],[114.08,32.12],[114.06,32.12],[114.06,32.1]]]}}""",
        ["POST /api/communities/{code}/quarters"] = """{"kind":"grid","name":"示例网格","buildings":["99号楼"]}""",
        ["POST /api/communities/{code}/quarters/remove"] = """{"kind":"grid","name":"示例网格"}""",
        ["POST /api/communities/{code}/quarters/follow"] = """{"kind":"grid","name":"示例网格"}""",
        ["POST /api/lists/{county}/applications"] =
            """{"kind":"admission","code":"x","title":"登记","department":"卫健委","document":"1号","until":"$today"}""",
        ["POST /api/lists/{county}/applications/{matterId}/refuse"] = """{"reason":"没有依据"}""",
        ["POST /api/lists/{county}/applications/{matterId}/stop"] = """{"reason":"没有经费"}""",
        ["POST /api/lists/{county}/take-off"] = """{"kind":"admission","code":"flu"}""",
        ["POST /api/lists/{county}/adjust"] = """{"document":"示府〔2026〕1号"}""",
        ["POST /api/communities/{code}/volunteers"] = """{"member":"$member","adult":true}""",
        ["POST /api/communities/{code}/volunteers/leave"] = """{"member":"$member"}""",
        ["POST /api/communities/{code}/volunteers/needs"] = """{"text":"发水","day":"$today"}""",
        ["POST /api/communities/{code}/volunteers/needs/{needId}/send"] = """{"member":"$member"}""",
        ["POST /api/communities/{code}/volunteers/hours"] = """{"member":"$member","day":"$today","minutes":60,"what":"发水"}""",
        ["POST /api/lists/{county}"] =
            """{"id":"admission","kind":"admission","version":"1","from":"2026-01-01","draft":false,"articles":["信阳 40"],"items":[]}""",
        ["POST /api/orders"] = """{"receivers":["$community"],"text":"看一下","unreadSeconds":0}""",
        ["POST /api/orders/{orderId}/number"] = """{"number":"指7号"}""",
        ["POST /api/orders/{orderId}/seen"] = """{"receiver":"$community"}""",
        ["POST /api/orders/{orderId}/feed-back"] = """{"receiver":"$community","text":"好"}""",
        ["POST /api/orders/{orderId}/approve"] = """{"receiver":"$community"}""",
        ["POST /api/orders/{orderId}/refuse"] = """{"receiver":"$community","reason":"不接"}""",
        ["POST /api/orders/{orderId}/review"] = """{"receiver":"$community"}""",
        ["POST /api/orders/{orderId}/answered"] = """{"receiver":"$community","attempt":1}""",
        ["POST /api/orders/{orderId}/reached"] = """{"receiver":"$community"}""",
        ["POST /api/session/notices"] = """{"quietFrom":22,"quietTo":7,"push":true,"sms":true}""",
        ["POST /api/session/pushes"] =
            """{"endpoint":"http://127.0.0.1:9/","p256dh":"BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4","auth":"BTBZMqHH6r4Tts7J_aSIgg"}""",
        ["POST /api/session/pushes/end"] = """{"endpoint":"http://127.0.0.1:9/"}""",
        ["POST /api/calls/{callId}/proofs"] = """{"kind":"gong"}""",
        ["POST /api/calls/{callId}/broadcast"] = """{"text":"山洪要来了，马上往高处走"}""",
        ["POST /api/calls/{callId}/pass"] = """{"attempt":1}""",
        ["POST /api/calls/{callId}/answered"] = "{}",
        ["POST /api/calls/{callId}/unanswered"] = "{}",
        ["POST /api/calls/{callId}/drive"] = "{}",
        ["POST /api/warnings"] = """{"hazard":"flood","level":"red","headline":"山洪","divisions":["$community"],"until":"$tomorrow"}""",
        ["POST /api/warnings/{warningId}/settle"] = """{"ends":[],"lifts":false}""",
        ["POST /api/warnings/{warningId}/accept"] =
            """{"message":{"sender":"s","identifier":"nobody","sent":"2026-01-01T00:00:00+08:00"}}""",
        ["POST /api/warnings/{warningId}/decline"] =
            """{"message":{"sender":"s","identifier":"nobody","sent":"2026-01-01T00:00:00+08:00"}}""",
        ["POST /api/communities/{code}/residents/{personId}/merge"] = """{"gone":"$child"}""",
        ["POST /api/communities/{code}/residents/{personId}/unmerge"] = "{}",
        ["POST /api/communities/{code}/residents/{personId}/apart"] = """{"other":"$child"}""",
        ["POST /api/imports/{kind}/columns"] = """{"columns":[{"heading":"品类名","field":"name"}]}""",
        ["POST /api/imports/mend"] = """{"sheet":"要改的行","rows":[["原行号"],["3"]]}""",
        ["POST /api/imports/{importId}/stop"] = "{}",
        ["POST /api/responses"] = """{"level":"third","matter":"示例","plan":"示例预案","measures":["警戒"],"until":"$tomorrow"}""",
        ["POST /api/responses/{responseId}/change"] =
            """{"level":"second","matter":"示例","plan":"示例预案","measures":["警戒"],"until":"$tomorrow"}""",
        ["POST /api/drills"] =
            """{"title":"演练示例","scenario":"old-block-fire","form":"field","communities":["$community"],"minutes":60,"safetyOfficer":{"name":"例安全","phone":"0376-0000000"},"stopWord":"停"}""",
        ["POST /api/drills/{drillId}/start"] = "{}",
        ["POST /api/drills/{drillId}/end"] = "{}",
        ["POST /api/drills/{drillId}/tell"] = """{"party":"fire-rescue","name":"例班长"}""",
        ["POST /api/drills/{drillId}/speed"] = """{"factor":2}""",
        ["POST /api/drills/{drillId}/rule-out"] = """{"incident":"$incident"}""",
        ["POST /api/faults"] = """{"page":"team","component":"Doors","kind":"TypeError","version":"1"}""",
        ["POST /api/drills/{drillId}/note"] = """{"text":"看到了"}""",
        ["POST /api/drills/{drillId}/injects/{inject}"] = """{"fate":"skipped"}""",
        ["POST /api/drills/{drillId}/injects/{inject}/hold"] = "{}",
        ["POST /api/drills/{drillId}/injects/{inject}/release"] = "{}",
        ["POST /api/drills/{drillId}/jump"] = "{}",
        ["POST /api/drills/{drillId}/observe"] = """{"expected":"loud","done":true}""",
        ["POST /api/drills/{drillId}/sheet"] = """{"marks":[{"item":"doors","grade":"partly","words":"先敲了四楼"}],"words":"还行"}""",
        ["POST /api/drills/{drillId}/evaluate"] = """{"words":"好"}""",
        ["POST /api/drills/{drillId}/improvements"] = """{"what":"补名单","owner":"secretary","until":"2030-01-01"}""",
        ["POST /api/drills/{drillId}/improvements/{itemId}/move"] = """{"until":"2030-01-01","why":"等施工"}""",
        ["POST /api/drills/{drillId}/improvements/{itemId}/finish"] = """{"words":"补好了"}""",
        ["POST /api/drills/{drillId}/improvements/{itemId}/check"] = "{}",
        ["POST /api/drills/{drillId}/improvements/{itemId}/send-back"] = """{"words":"还缺四楼"}""",
        ["POST /api/drills/{drillId}/case"] = """{"inject":"i1","line":"119","category":"fire","title":"演练火警"}""",
        ["POST /api/schedules"] =
            """{"title":"季度演练","scenario":"old-block-fire","form":"field","communities":["$community"],"rule":{"rhythm":"quarter-weekday","from":"2030-01-01"},"starts":"10:00:00","minutes":60,"safetyOfficer":{"name":"例安全","phone":"0376-0000000"},"stopWord":"停"}""",
        ["POST /api/schedules/try"] = """{"communities":["$community"],"date":"$tomorrow","minutes":60}""",
        ["POST /api/schedules/{scheduleId}/change"] =
            """{"title":"季度演练","scenario":"old-block-fire","form":"field","communities":["$community"],"rule":{"rhythm":"quarter-weekday","from":"2030-01-01"},"starts":"10:00:00","minutes":60,"safetyOfficer":{"name":"例安全","phone":"0376-0000000"},"stopWord":"停"}""",
        ["POST /api/schedules/{scheduleId}/propose"] = """{"date":"$tomorrow"}""",
        ["POST /api/schedules/{scheduleId}/accept"] = """{"date":"$tomorrow"}""",
        ["POST /api/schedules/{scheduleId}/tell"] = """{"party":"fire-rescue","name":"例班长"}""",
        ["POST /api/schedules/{scheduleId}/prepare"] = """{"what":"place"}""",
        ["POST /api/stores/{code}/resources"] = """{"kind":"generator","name":"发电机","unit":"样园物业","place":"库房"}""",
        ["POST /api/stores/{code}/resources/{resource}/change"] =
            """{"kind":"generator","name":"发电机","unit":"样园物业","place":"库房","seen":1}""",
        ["POST /api/stores/{code}/lots"] = """{"name":"棉被","unit":"床","quantity":4,"location":"样仓"}""",
        ["POST /api/stores/{code}/lots/{lot}/receive"] = """{"quantity":4}""",
        ["POST /api/stores/{code}/lots/{lot}/correct"] =
            """{"was":{"name":"手电","location":"样仓"},"now":{"name":"手电","location":"样仓","minimum":2}}""",
        ["POST /api/stores/{code}/lots/{lot}/count"] = """{"here":4}""",
        ["POST /api/stores/{code}/lots/{lot}/write-off"] = """{"quantity":1,"reason":"broken","witness":"何拟人"}""",
        ["POST /api/stores/{code}/lots/{lot}/move"] = """{"quantity":1,"location":"样仓二"}""",
        ["POST /api/stores/{code}/lots/{lot}/hand-out"] = """{"quantity":1,"person":"何拟人"}""",
        ["POST /api/stores/{code}/lots/{lot}/lend"] = """{"quantity":1,"person":"何拟人","until":"2036-01-01"}""",
        ["POST /api/stores/{code}/lots/{lot}/loans/{loan}/extend"] = """{"until":"2036-01-02"}""",
        ["POST /api/stores/{code}/lots/{lot}/loans/{loan}/return"] = """{"back":1}""",
        ["POST /api/stores/{code}/lots/{lot}/give"] = """{"quantity":1,"to":"$street"}""",
        ["POST /api/stores/{code}/transfers/{transfer}/take"] = """{"quantity":1,"location":"样仓"}""",
        ["POST /api/shelters/{id}/withdraw"] = """{"reason":"拆了"}""",
        ["POST /api/shelters/{id}/count"] = """{"occupancy":3}""",
        ["PUT /api/me/position"] = """{"lon":114.07,"lat":32.11}""",
    };

    public const string RiskPoint =
        """{"name":"后沟 沟口","kind":"gully","unit":"rain-mm-per-hour","threshold":50,"every":7,"buildings":["1号楼"],"to":"东坡"}""";

    public const string Patrol = """{"name":"院内一圈","every":7,"stops":[{"kind":"hydrant","name":"8号楼 消防栓"}]}""";

    public const string Hydrant = """{"kind":"hydrant","name":"一号栓","at":{"lon":114.07,"lat":32.11},"seen":1}""";

    public const string LineSecret = """{"secret":"whsec_c2Nlbm8tc2VjcmV0LW9mLWEtbGluZS0zMi1ieXRlcyEh"}""";

    /// <summary>A line to 110 by voice.</summary>
    public const string Line = """{"name":"区公安指挥中心","numbers":["110"],"areas":["$county"]}""";

    private const string File = "item_id,name,unit,quantity,community_code\nX9,手电,支,9,$community\n";

    /// <summary>A warning for the one community.</summary>
    public const string Message =
        "<alert xmlns='urn:oasis:names:tc:emergency:cap:1.2'><identifier>$identifier</identifier><sender>s</sender><sent>2026-01-01T00:00:00+08:00</sent><status>Actual</status><msgType>Alert</msgType><scope>Public</scope><info><category>Met</category><event>暴雨</event><urgency>Immediate</urgency><severity>Severe</severity><certainty>Likely</certainty><expires>2150-01-01T00:00:00+08:00</expires><area><areaDesc>村</areaDesc><geocode><valueName>行政区划代码</valueName><value>$community</value></geocode></area></info></alert>";

    /// <summary>A shelter, an incident and a care case are all "{id}".</summary>
    private static string Id(string path) =>
        path.StartsWith("/api/care", StringComparison.Ordinal) ? "$care"
        : path.StartsWith("/api/shelters", StringComparison.Ordinal) ? "$shelter"
        : "$incident";

    private string Address =>
        Path switch
        {
            "/api/access" or "/api/access/unusual" or "/api/access/minors" => $"{Path}?county=$county",
            "/api/access/person/{personId}" => "/api/access/person/$person?county=$county",
            "/api/ground/near" => "/api/ground/near?lon=114.07&lat=32.11&metres=1000",
            "/api/places" => "/api/places?q=%E7%A4%BE%E5%8C%BA",
            "/api/incidents/texts" or "/api/incidents/late-tasks" => $"{Path}?ids=$incident",
            "/api/incidents/{id}/at" => "/api/incidents/$incident/at?position=1000000",
            "/api/communities/{code}/attachments/{kind}/{ownerId}" => "/api/communities/$community/attachments/person/$ownerId?what=thing",
            "/api/imports" => "/api/imports?division=$community",
            "/api/imports/{kind}/columns" => "/api/imports/supplies/columns?division=$community",
            "/api/imports/{kind}/template" => "/api/imports/supplies/template",
            "/api/imports/{kind}" => "/api/imports/supplies?division=$community&file=supplies.csv",
            _ => Named()
                .Replace(
                    Path,
                    part =>
                        part.Groups[1].Value switch
                        {
                            "id" => Id(Path),
                            "taskId" => "$task",
                            "code" => Path.StartsWith("/api/lines", StringComparison.Ordinal) ? "$line"
                            : Path.StartsWith("/api/streets", StringComparison.Ordinal) ? "$street"
                            : Path is "/api/counties/{code}/protection" or "/api/readiness/{code}/summary" ? "$county"
                            : "$community",
                            "kind" => "person",
                            "personId" => Path.Contains("/guardians/", StringComparison.Ordinal)
                            || Path.Contains("/entrustments/", StringComparison.Ordinal)
                                ? "$child"
                                : "$person",
                            "childId" => "$child",
                            "no" or "nth" or "z" or "x" or "y" => "1",
                            "to" => Path.Contains("/report/", StringComparison.Ordinal) ? "police" : "carer",
                            "list" => "residents",
                            "member" when Path.EndsWith("/leave", StringComparison.Ordinal) => "$leaver",
                            "member" when Path.StartsWith("/api/streets", StringComparison.Ordinal) => "$staff",
                            "householdId" => "$household",
                            "thing" => "$drillId",
                            "transfer" => Path.EndsWith("/cancel", StringComparison.Ordinal) ? "$given"
                            : Path.EndsWith("/take", StringComparison.Ordinal) ? "$coming"
                            : "$unwanted",
                            "handoverId" => "$handover",
                            "importId" => "$import",
                            "month" => "2026-01",
                            "passkey" => "01890000-0000-7000-8000-00000000000a",
                            "line" => "119",
                            "secret" => "$lineSecret",
                            "number" => "1",
                            var name => $"${name}",
                        }
                ),
        };

    /// <summary>Sends a right request for a scene.</summary>
    public async Task<Answer> Send(Api who, Scene scene, string query = "")
    {
        var body = Bodies.GetValueOrDefault(ToString());
        using var content =
            ToString() == "POST /api/drills/scenarios" ? new StringContent(Drills.Small.File, null, "application/yaml")
            : Path == "/api/cap" ? new StringContent(scene.Fill(Message), null, "text/xml")
            : ToString() == "POST /api/communities/{code}/attachments/{kind}/{ownerId}" ? Pictures.Content(Pictures.Png())
            : Path == "/api/imports/{kind}" ? new StringContent(scene.Fill(File), null, "text/csv")
            : body is null ? null
            : Api.Json(scene.Fill(body));
        var address = scene.Fill(Address);
        return await who.Send(
            new HttpMethod(Method),
            query.Length == 0 ? address : $"{address}{(address.Contains('?', StringComparison.Ordinal) ? '&' : '?')}{query}",
            content
        );
    }

    /// <summary>True where the path names something that belongs to a place.</summary>
    public bool NamesSomething =>
        Path.Contains('{', StringComparison.Ordinal)
        || Path is "/api/access" or "/api/access/unusual" or "/api/access/minors" or "/api/impact"
        || ToString()
            is "POST /api/accounts"
                or "POST /api/care"
                or "POST /api/protection"
                or "POST /api/incidents"
                or "POST /api/drills"
                or "POST /api/schedules"
                or "POST /api/schedules/try"
                or "POST /api/orders";

    /// <summary>Roles by the reach of their permission.</summary>
    public IEnumerable<Role> Roles(params Reach[] reach) =>
        Enum.GetValues<Role>().Where(role => Needs is not null && reach.Contains(Needs.Of(role)));

    /// <summary>Every route of /openapi/v1.json.</summary>
    public static async Task<IReadOnlyList<Route>> All(Api who)
    {
        var paths = (await who.Get("/openapi/v1.json")).Is(200)["paths"].EnumerateObject();
        return
        [
            .. paths.SelectMany(
                path => path.Value.EnumerateObject(),
                (path, verb) => Of(verb.Name.ToUpperInvariant(), path.Name.Length > 1 ? path.Name.TrimEnd('/') : path.Name, verb.Value)
            ),
        ];
    }

    private static Route Of(string method, string path, JsonElement operation)
    {
        // An import needs the permission of its kind; this one is of supplies.
        var named =
            path is "/api/imports/{kind}" or "/api/imports/{kind}/columns" ? SuppliesPermissions.Edit.Name
            : operation.TryGetProperty("description", out var said) ? Permitted().Match(said.GetString() ?? "").Groups[1].Value
            : "";
        return new(
            method,
            path,
            named.Length == 0 ? null : Permission.All.Single(permission => permission.Name == named),
            operation.TryGetProperty("security", out _)
        );
    }

    [GeneratedRegex("""\{(?<name>[A-Za-z]+)\}""", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Named();

    [GeneratedRegex("""Needs `(?<permission>[a-z.-]+)`""", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Permitted();
}
