using System.Collections.Frozen;
using Emergency.Domain.Accounts;
using Emergency.Domain.Confirmations;
using static Emergency.Domain.Accounts.Role;

namespace Emergency.Server;

/// <summary>How far a role's permission reaches.</summary>
public enum Reach
{
    No,
    /// <summary>Only what one is alerted or assigned to, during the task.</summary>
    Assigned,
    /// <summary>Places that one's scope covers.</summary>
    Scope,
}

/// <summary>An act that routes and hub groups name; "noun.act".</summary>
public sealed record Permission(string Name)
{
    public override string ToString() => Name;
}

/// <summary>The one table role × permission. Deny by default: what is not listed is not allowed.</summary>
public static class Permissions
{
    private static readonly Role[] County = [CountyCommander, CountyDuty];
    private static readonly Role[] Committee = [Secretary, ChildDirector];
    private static readonly Role[] Chiefs = [GridChief, GroupLeader];
    private static readonly Role[] Lay = [BuildingChief, UnitChief, Responder, Volunteer];
    private static readonly Dictionary<(Permission, Role), Reach> Table = [];

    public static readonly Permission PlaceRead = Row("place.read", [.. County, StreetOfficer, Department, CivilAffairs, Auditor, Operator, .. Committee, .. Chiefs, .. Lay]);
    public static readonly Permission PlaceImport = Row("place.import", [CountyDuty, Operator]);
    public static readonly Permission ShelterRead = Row("shelter.read", [.. County, StreetOfficer, Department, CivilAffairs, Operator, .. Committee, .. Chiefs, .. Lay]);
    /// <summary>Opens, closes and counts; who has the key of one does so for that one.</summary>
    public static readonly Permission ShelterEdit = Row("shelter.edit", [CountyDuty, StreetOfficer, Secretary, Operator], assigned: [ChildDirector, .. Chiefs, .. Lay]);

    public static readonly Permission IncidentRead = Row("incident.read", [.. County, StreetOfficer, Department, CivilAffairs, Auditor, .. Committee, .. Chiefs, .. Lay]);
    /// <summary>Title, description, address and point.</summary>
    public static readonly Permission IncidentText = Row("incident.text", [.. County, StreetOfficer, .. Committee, .. Chiefs], assigned: Lay);
    public static readonly Permission IncidentCaller = Row("incident.caller", [.. County, StreetOfficer, Secretary]);
    public static readonly Permission IncidentOpen = Row("incident.open", [.. County, StreetOfficer, .. Committee, .. Chiefs]);
    public static readonly Permission IncidentReport = Row("incident.report", [.. County, StreetOfficer, .. Committee, .. Chiefs, .. Lay]);
    public static readonly Permission IncidentLocate = Row("incident.locate", [.. County, StreetOfficer, Secretary]);
    public static readonly Permission IncidentGrade = Row("incident.grade", County);
    public static readonly Permission IncidentContain = Row("incident.contain", [.. County, StreetOfficer]);
    public static readonly Permission IncidentWithdraw = Row("incident.withdraw", [.. County, StreetOfficer]);
    /// <summary>并入 and 拆开, over both places.</summary>
    public static readonly Permission IncidentJoin = Row("incident.join", [.. County, StreetOfficer]);
    public static readonly Permission IncidentEndScene = Row("incident.end-scene", [.. County, StreetOfficer]);
    /// <summary>Whether it is theirs to end, as who started it or above, is the incident's own rule.</summary>
    public static readonly Permission IncidentEndResponse = Row("incident.end-response", [.. County, StreetOfficer, Secretary]);
    public static readonly Permission IncidentArchive = Row("incident.archive", [.. County, StreetOfficer]);
    public static readonly Permission IncidentTimeline = Row("incident.timeline", [.. County, StreetOfficer, Auditor, Secretary]);
    /// <summary>As a CAP message for other systems, with the drawn area.</summary>
    public static readonly Permission IncidentCap = Row("incident.cap", [.. County, StreetOfficer]);
    public static readonly Permission ImpactDraw = Row("impact.draw", [.. County, StreetOfficer, Secretary]);
    public static readonly Permission ImpactRead = Row("impact.read", [.. County, StreetOfficer, .. Committee, .. Chiefs]);

    public static readonly Permission CardActivate = Row("card.activate", [.. County, StreetOfficer, Secretary]);
    public static readonly Permission TaskRead = Row("task.read", [.. County, StreetOfficer, .. Committee, .. Chiefs], assigned: Lay);
    public static readonly Permission TaskAssign = Row("task.assign", [.. County, StreetOfficer, Secretary]);
    public static readonly Permission TaskTake = Row("task.take", [StreetOfficer, Secretary], assigned: [ChildDirector, .. Chiefs, .. Lay]);
    public static readonly Permission TaskAct = Row("task.act", [.. County, StreetOfficer, Secretary], assigned: [ChildDirector, .. Chiefs, .. Lay]);
    public static readonly Permission TaskCancel = Row("task.cancel", [.. County, StreetOfficer, Secretary]);

    public static readonly Permission DoorsRead = Row("doors.read", [.. County, StreetOfficer, .. Committee, .. Chiefs], assigned: Lay);
    public static readonly Permission DoorCheck = Row("door.check", [StreetOfficer, .. Committee, .. Chiefs], assigned: Lay);
    public static readonly Permission DoorTakeOver = Row("door.take-over", [.. County, StreetOfficer]);
    public static readonly Permission ListOpen = Row("list.open", [.. County, StreetOfficer, .. Committee, .. Chiefs], assigned: Lay);
    public static readonly Permission PersonReveal = Row("person.reveal", [StreetOfficer, .. Committee, .. Chiefs]);
    /// <summary>The committee keeps the register; the street and civil affairs together decide that a record is destroyed: one asks, the other confirms.</summary>
    public static readonly Permission PersonErase = Row("person.erase", [StreetOfficer, CivilAffairs]);
    public static readonly Permission PersonHold = Row("person.hold", [StreetOfficer, Auditor]);
    /// <summary>到期待处理: what of one's own to destroy, keep or archive; who may hold sees it too. Whether just this one is theirs to decide follows from what it is.</summary>
    public static readonly Permission RetentionRead = Row("retention.read", [StreetOfficer, CivilAffairs, Auditor, Operator, Secretary]);
    public static readonly Permission RetentionDecide = Row("retention.decide", [StreetOfficer, CivilAffairs, Operator, Secretary]);
    public static readonly Permission MinorsAsk = Row("minors.ask", [StreetOfficer, .. Committee]);
    /// <summary>Never for a role of one's own.</summary>
    public static readonly Permission MinorsApprove = Row("minors.approve", [StreetOfficer, CivilAffairs]);

    /// <summary>Counts and days of a whole community or street: no door, no name.</summary>
    public static readonly Permission ReadinessRead = Row("readiness.read", [.. County, StreetOfficer, Operator, .. Committee]);
    public static readonly Permission PlanRead = Row("plan.read", [.. County, StreetOfficer, Auditor, Operator, .. Committee, .. Chiefs, .. Lay]);
    public static readonly Permission PlanDraft = Row("plan.draft", [Secretary, StreetOfficer, Operator]);
    public static readonly Permission PlanSubmit = Row("plan.submit", [Secretary]);
    public static readonly Permission PlanApprove = Row("plan.approve", [StreetOfficer]);
    public static readonly Permission PlanFile = Row("plan.file", [StreetOfficer, CountyDuty]);
    public static readonly Permission TeamRead = Row("team.read", [.. County, StreetOfficer, Operator, .. Committee, .. Chiefs]);
    public static readonly Permission TeamEdit = Row("team.edit", [StreetOfficer, Secretary, Operator]);
    public static readonly Permission TeamAvailability = Row("team.availability", [StreetOfficer, Secretary, Operator], assigned: [ChildDirector, .. Chiefs, .. Lay]);
    /// <summary>Agrees to be posted with name and phone: everybody for themselves, the secretary for who said so.</summary>
    public static readonly Permission TeamPost = Row("team.post", [Secretary], assigned: [ChildDirector, .. Chiefs, .. Lay]);
    /// <summary>Who has the duty desk: of one's own authority, of those below and of those above within the county.</summary>
    public static readonly Permission DutyRead = Row("duty.read", [.. County, StreetOfficer, Department, CivilAffairs, Operator, .. Committee, .. Chiefs]);
    /// <summary>The roster and 交班 of just one's own authority.</summary>
    public static readonly Permission DutyEdit = Row("duty.edit", [.. County, StreetOfficer]);
    public static readonly Permission SuppliesRead = Row("supplies.read", [.. County, StreetOfficer, Operator, .. Committee, .. Chiefs, .. Lay]);
    public static readonly Permission SuppliesEdit = Row("supplies.edit", [StreetOfficer, Secretary, Operator]);
    public static readonly Permission GoodsRead = Row("goods.read", [.. County, StreetOfficer, .. Committee]);
    public static readonly Permission GoodsAnswer = Row("goods.answer", [.. County, StreetOfficer]);
    public static readonly Permission OrderIssue = Row("order.issue", [.. County, Department, StreetOfficer]);
    public static readonly Permission OrderRead = Row("order.read", [.. County, Department, StreetOfficer, .. Committee, .. Chiefs]);
    /// <summary>Seen and fed back: only by the receiver's own people.</summary>
    public static readonly Permission OrderSee = Row("order.see", [StreetOfficer, .. Committee, .. Chiefs]);
    /// <summary>What a list has stopped, and what passed though it is on none.</summary>
    public static readonly Permission OrderApprove = Row("order.approve", [StreetOfficer]);
    /// <summary>Who dialled by hand and was answered, or drove there.</summary>
    public static readonly Permission OrderReach = Row("order.reach", [.. County, StreetOfficer]);
    public static readonly Permission CallRead = Row("call.read", [.. County, StreetOfficer, .. Committee, .. Chiefs]);
    /// <summary>我醒了，我来: only by the people who are called.</summary>
    public static readonly Permission CallAnswer = Row("call.answer", [StreetOfficer, .. Committee, .. Chiefs]);
    /// <summary>Loudspeaker, gong and doors, as told by who is there or who heard of it.</summary>
    public static readonly Permission CallProve = Row("call.prove", [.. County, StreetOfficer, .. Committee, .. Chiefs]);
    /// <summary>Who dialled by hand, who sent somebody, and who drove there.</summary>
    public static readonly Permission CallReach = Row("call.reach", [.. County, StreetOfficer]);
    public static readonly Permission ListsEdit = Row("lists.edit", [CountyDuty, Operator]);
    public static readonly Permission ResidentsRead = Row("residents.read", [StreetOfficer, .. Committee, .. Chiefs]);
    public static readonly Permission ResidentsCount = Row("residents.count", [.. County, StreetOfficer, CivilAffairs, Operator, .. Committee, .. Chiefs]);
    /// <summary>Says of a record that earlier files may have mixed up what holds.</summary>
    public static readonly Permission DoubtSettle = Row("doubt.settle", [StreetOfficer]);
    public static readonly Permission ResidentsEdit = Row("residents.edit", [StreetOfficer, Secretary, Operator]);

    public static readonly Permission ResponseRead = Row("response.read", [.. County, StreetOfficer, Department, CivilAffairs, Auditor, .. Committee, .. Chiefs]);
    /// <summary>Starts, changes and ends responses of just one's own authority.</summary>
    public static readonly Permission ResponseStart = Row("response.start", [.. County, StreetOfficer]);

    /// <summary>Brings CAP messages of issuers into one's own county.</summary>
    public static readonly Permission CapReceive = Row("cap.receive", [.. County, Operator, Partner]);
    public static readonly Permission WarningRead = Row("warning.read", [.. County, StreetOfficer, Department, CivilAffairs, Auditor, Operator, Partner, .. Committee, .. Chiefs, .. Lay]);
    /// <summary>Confirms what came in, and lifts what the issuer lifted by telephone.</summary>
    public static readonly Permission WarningConfirm = Row("warning.confirm", County);

    public static readonly Permission HandoverOffer = Row("handover.offer", [.. County, StreetOfficer, .. Committee, .. Chiefs], assigned: Lay);
    public static readonly Permission HandoverRead = Row("handover.read", [.. County, StreetOfficer, .. Committee, .. Chiefs], assigned: Lay);
    /// <summary>Writes down what was agreed on the telephone.</summary>
    public static readonly Permission HandoverCall = Row("handover.call", [.. County, StreetOfficer, Secretary]);
    /// <summary>What came over 12345 and waits because it is no emergency; 转为突发事件.</summary>
    public static readonly Permission CaseRead = Row("case.read", [.. County, StreetOfficer]);
    public static readonly Permission CasePromote = Row("case.promote", [.. County, StreetOfficer]);
    public static readonly Permission HotlineRead = Row("hotline.read", [.. County, StreetOfficer, Department, CivilAffairs, Operator, .. Committee, .. Chiefs, .. Lay]);

    public static readonly Permission CareRead = Row("care.read", [CivilAffairs, Secretary, ChildDirector], assigned: [StreetOfficer, .. Chiefs]);
    public static readonly Permission CareOpen = Row("care.open", [CountyDuty, StreetOfficer, CivilAffairs, .. Committee, .. Chiefs]);
    public static readonly Permission CareAct = Row("care.act", [CivilAffairs, .. Committee], assigned: [StreetOfficer, .. Chiefs]);

    /// <summary>Players hear of an unannounced drill when it starts.</summary>
    public static readonly Permission DrillRead = Row("drill.read", [.. County, StreetOfficer, Department, CivilAffairs, Controller, Observer, .. Committee, .. Chiefs, .. Lay]);
    /// <summary>Prepares, starts, leads and ends drills; a secretary only the 桌推 of one's own community.</summary>
    public static readonly Permission DrillLead = Row("drill.lead", [.. County, StreetOfficer, Controller, Secretary]);
    public static readonly Permission DrillNote = Row("drill.note", [.. County, StreetOfficer, Controller, Observer, Secretary]);
    /// <summary>改进项 of one's own places.</summary>
    public static readonly Permission ImprovementRead = Row("improvement.read", [.. County, StreetOfficer, Controller, Observer, Secretary]);
    /// <summary>Says of one's own that it is done; who leads adds, moves, checks and sends back.</summary>
    public static readonly Permission ImprovementDo = Row("improvement.do", [.. County, StreetOfficer, Secretary]);
    /// <summary>What one is told in a drill oneself.</summary>
    public static readonly Permission CueRead = Row("cue.read", [.. County, StreetOfficer, Department, .. Committee], assigned: [.. Chiefs, .. Lay]);
    public static readonly Permission ScheduleRead = Row("schedule.read", [.. County, StreetOfficer, Auditor, .. Committee]);
    /// <summary>Plans drills; a secretary only the 桌推 of the own community, and proposes another date for any other.</summary>
    public static readonly Permission ScheduleLead = Row("schedule.lead", [.. County, StreetOfficer, Secretary]);
    /// <summary>Titles and who takes part; the secretary chooses for the own community.</summary>
    public static readonly Permission ScenarioList = Row("scenario.list", [.. County, StreetOfficer, Secretary]);
    /// <summary>The whole file, with what is expected: not for who plays.</summary>
    public static readonly Permission ScenarioRead = Row("scenario.read", [.. County, StreetOfficer]);
    public static readonly Permission ScenarioPublish = Row("scenario.publish", [.. County, StreetOfficer]);

    public static readonly Permission AccountAdd = Row("account.add", [Operator, Secretary]);
    public static readonly Permission AccountRead = Row("account.read", [Operator, Secretary]);
    public static readonly Permission AccountChange = Row("account.change", [Operator]);
    /// <summary>Roles above the communities, and every password: never by who asked for it, nor by whose account it is.</summary>
    public static readonly Permission AccountConfirm = Row("account.confirm", [CountyCommander, Operator]);
    /// <summary>Asks that what is kept of a member is destroyed; the street confirms.</summary>
    public static readonly Permission MemberErase = Row("member.erase", [StreetOfficer, Secretary]);
    public static readonly Permission AccountConfirmCommunity = Row("account.confirm-community", [StreetOfficer]);
    /// <summary>What waits for one's own word, what became of what one asked for, and to take it back.</summary>
    public static readonly Permission ConfirmationRead = Row("confirmation.read", [.. County, StreetOfficer, CivilAffairs, Operator, .. Committee]);
    /// <summary>Whether just this one is theirs to confirm follows from what is asked for.</summary>
    public static readonly Permission ConfirmationAnswer = Row("confirmation.answer", [CountyCommander, StreetOfficer, CivilAffairs, Operator]);
    public static readonly Permission AccessRead = Row("access.read", [Auditor]);
    /// <summary>Which accounts have read unusually much.</summary>
    public static readonly Permission AccessAlarm = Row("access.alarm", [Auditor, CountyCommander]);
    public static readonly Permission JournalExport = Row("journal.export", [Auditor, Operator]);
    /// <summary>The newest seal, to be kept outside.</summary>
    public static readonly Permission AnchorRead = Row("anchor.read", [Auditor, Operator]);
    public static readonly Permission PositionShare = Row("position.share", [StreetOfficer, .. Committee, .. Chiefs, .. Lay]);
    public static readonly Permission LiveDivision = Row("live.division", [.. County, StreetOfficer, Department, CivilAffairs, .. Committee, .. Chiefs]);

    /// <summary>What can be done in a drill's realm. All else is only of live: registers, accounts, records of reading, names in clear, and whatever leaves the house.</summary>
    public static readonly FrozenSet<Permission> InDrill = new[]
    {
        PlaceRead, ShelterRead, ShelterEdit, IncidentRead, IncidentText, IncidentOpen, IncidentReport, IncidentLocate, IncidentGrade, IncidentContain, IncidentWithdraw, IncidentJoin, IncidentEndScene, IncidentEndResponse, IncidentArchive, IncidentTimeline,
        ImpactDraw, ImpactRead, CardActivate, TaskRead, TaskAssign, TaskTake, TaskAct, TaskCancel, DoorsRead, DoorCheck, DoorTakeOver, ListOpen, ReadinessRead, PlanRead, TeamRead, TeamAvailability, DutyRead, SuppliesRead, SuppliesEdit,
        GoodsRead, GoodsAnswer, OrderIssue, OrderRead, OrderSee, OrderApprove, OrderReach, CallRead, CallAnswer, CallProve, CallReach, ResidentsCount, ResponseRead, ResponseStart, WarningRead, WarningConfirm, HandoverOffer, HandoverRead, HandoverCall, HotlineRead, CaseRead, CasePromote, CareRead, CareOpen, CareAct, PositionShare, LiveDivision, CueRead,
    }.ToFrozenSet();

    private static readonly FrozenDictionary<(Permission, Role), Reach> Frozen = Table.ToFrozenDictionary();

    /// <summary>Who confirms what two accounts must agree on.</summary>
    public static Permission Confirming(AskedKind kind) => kind switch
    {
        AskedKind.Grants or AskedKind.Password or AskedKind.AccountErasure => AccountConfirm,
        AskedKind.CommunityGrants or AskedKind.MemberErasure => AccountConfirmCommunity,
        AskedKind.MinorsSight => MinorsApprove,
        AskedKind.Erasure or AskedKind.VisitorErasure or AskedKind.CallerErasure => PersonErase,
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, null),
    };

    public static Reach Of(Permission permission, Role role) => Frozen.TryGetValue((permission, role), out var reach) ? reach : Reach.No;
    public static IReadOnlyList<Permission> All { get; } = [.. Table.Keys.Select(key => key.Item1).Distinct()];
    /// <summary>The roles that may do something in their whole scope, to be named to who may not.</summary>
    public static IReadOnlyList<Role> Who(Permission permission) => [.. Enum.GetValues<Role>().Where(role => Of(permission, role) == Reach.Scope)];

    private static Permission Row(string name, Role[] scope, Role[]? assigned = null)
    {
        var permission = new Permission(name);
        foreach (var role in scope) Table[(permission, role)] = Reach.Scope;
        foreach (var role in assigned ?? []) Table[(permission, role)] = Reach.Assigned;
        return permission;
    }
}
