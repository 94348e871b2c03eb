namespace Emergency.Domain;

/// <summary>Unit of a deadline. Clock: hours after midnight, Asia/Shanghai.</summary>
public enum DeadlineUnit
{
    Seconds,
    Minutes,
    Hours,
    Clock,
    Metres,
}

/// <summary>Time, hour of the day or distance by which a rule decides that something is late, over or near.</summary>
/// <param name="Code">Stable name, "noun.what".</param>
/// <param name="Usual">Value, in the unit, in counties that have set none (<see cref="InForce"/>).</param>
/// <param name="Least">Smallest value a county can set, in the unit.</param>
/// <param name="Most">Largest value a county can set, in the unit.</param>
/// <param name="Article">Article of law that fixes the figure; null: a local setting (本地设定), even where an article demands the act.</param>
public sealed record Deadline(string Code, DeadlineUnit Unit, int Usual, int Least, int Most, string? Article = null)
{
    /// <summary>True when a county can set its own value; a figure fixed by law cannot be changed.</summary>
    public bool IsLocal => Article is null;

    /// <summary>Converts a value of this deadline into a span of time.</summary>
    /// <exception cref="InvalidOperationException">The unit is an hour of the day or a distance.</exception>
    public TimeSpan Span(int value) =>
        Unit switch
        {
            DeadlineUnit.Seconds => TimeSpan.FromSeconds(value),
            DeadlineUnit.Minutes => TimeSpan.FromMinutes(value),
            DeadlineUnit.Hours => TimeSpan.FromHours(value),
            _ => throw new InvalidOperationException($"{Code} is no span of time"),
        };
}

/// <summary>Every deadline of the rules, in one table. A rule has none of its own.</summary>
public static class Deadlines
{
    /// <summary>Time after which a life-safety incident without anyone in charge is reported (应对法 77 demands the first response at once;
    /// the minutes are those of one rung of 叫应).</summary>
    public static readonly Deadline Unattended = new("incident.unattended", DeadlineUnit.Minutes, 5, 1, 30);

    /// <summary>Radius of the area drawn around a place by a card, and counted before an area is drawn: as a duty officer at night would
    /// draw it around a fire.</summary>
    public static readonly Deadline UsualArea = new("incident.area", DeadlineUnit.Metres, 150, 20, 2_000);

    /// <summary>Time until a named adult must be with a person left without care.</summary>
    public static readonly Deadline AdultThere = new("care.adult", DeadlineUnit.Minutes, 2, 1, 30);

    /// <summary>Hour from which a person in care whom nobody has seen that day is referred to the secretary.</summary>
    public static readonly Deadline CareMorning = new("care.morning", DeadlineUnit.Clock, 9, 6, 12);

    /// <summary>Hour from which that person is referred to the street office.</summary>
    public static readonly Deadline CareNoon = new("care.noon", DeadlineUnit.Clock, 12, 8, 18);

    /// <summary>Time until civil affairs must say whether they take a person in, or give their opinion.</summary>
    public static readonly Deadline CareAnswered = new("care.answered", DeadlineUnit.Hours, 72, 24, 168);

    /// <summary>Time for which the link sent to a receiver without an account can be used to accept a person.</summary>
    public static readonly Deadline CareLink = new("link.care-accept", DeadlineUnit.Hours, 48, 1, 168);

    /// <summary>Time for which the link sent to a party of a community shows its requests and takes its answers.</summary>
    public static readonly Deadline PartyLink = new("link.party-asks", DeadlineUnit.Hours, 720, 24, 2_160);

    /// <summary>Time for which a link shows the fire commander, who has no account, the doors of one building behind which people
    /// remain.</summary>
    public static readonly Deadline DoorsLink = new("link.doors-shown", DeadlineUnit.Minutes, 30, 10, 120);

    /// <summary>Time after which a hotline that has not confirmed an offer is rung.</summary>
    public static readonly Deadline HandoverConfirmed = new("handover.confirmed", DeadlineUnit.Seconds, 60, 15, 600);

    /// <summary>Time after which help that nobody has taken on is asked of the next step: the team, the lead of the shift, the secretary,
    /// the street, the county.</summary>
    public static readonly Deadline HelpTaken = new("help.taken", DeadlineUnit.Minutes, 2, 1, 30);

    /// <summary>Time until a street must answer a community's request for goods, before the county is told that it is late.</summary>
    public static readonly Deadline GoodsAnswered = new("goods.answered", DeadlineUnit.Minutes, 10, 1, 120);

    /// <summary>Time after which stock reserved for a task and not fetched is free again.</summary>
    public static readonly Deadline GoodsFetched = new("supplies.fetched", DeadlineUnit.Minutes, 30, 5, 1_440);

    /// <summary>Time after which an order that nobody has seen is followed by a call, unless the order sets its own time.</summary>
    public static readonly Deadline OrderSeen = new("order.seen", DeadlineUnit.Seconds, 600, 30, 86_400);

    /// <summary>Length of one rung of 叫应, where nothing else is set (five minutes is usual among water bureaus and in Shanxi): then the
    /// deputy is called, then somebody drives there.</summary>
    public static readonly Deadline CallStep = new("call.step", DeadlineUnit.Seconds, 300, 30, 3_600);

    /// <summary>Length of one attempt to reach a person about a life-saving task, or about a call-out in an incident: by push, text and
    /// voice at once. After two attempts without an answer the desk is shown that the person was not reached.</summary>
    public static readonly Deadline CallLifeStep = new("call.life-step", DeadlineUnit.Seconds, 30, 15, 600);

    /// <summary>Length of one attempt to reach a person about something that can wait: by push, then by text too.</summary>
    public static readonly Deadline CallPersonStep = new("call.person-step", DeadlineUnit.Seconds, 300, 30, 3_600);

    /// <summary>Time for which a warning can stay unconfirmed before the lead of the shift is rung.</summary>
    public static readonly Deadline WarningConfirmed = new("warning.confirmed", DeadlineUnit.Minutes, 2, 1, 30);

    /// <summary>Length of one rung of the call to a desk that has not confirmed a warning: short, because the two people to ring there are
    /// at work.</summary>
    public static readonly Deadline WarningDeskStep = new("warning.desk-step", DeadlineUnit.Seconds, 120, 30, 1_800);

    /// <summary>Length of a warning that gives no end.</summary>
    public static readonly Deadline WarningTerm = new("warning.term", DeadlineUnit.Hours, 24, 1, 168);

    /// <summary>Time before the start of its shift from which a shift can take over a duty desk.</summary>
    public static readonly Deadline DeskEarly = new("desk.early", DeadlineUnit.Hours, 4, 0, 12);

    /// <summary>Time after its end for which an unrelieved shift still counts as keeping the desk.</summary>
    public static readonly Deadline DeskUnrelieved = new("desk.unrelieved", DeadlineUnit.Hours, 12, 1, 48);

    /// <summary>Hour at which the day shift begins (白班), where a turn gives no hours.</summary>
    public static readonly Deadline DayShift = new("roster.day", DeadlineUnit.Clock, 8, 0, 23);

    /// <summary>Hour at which the night shift begins (夜班), where a turn gives no hours.</summary>
    public static readonly Deadline NightShift = new("roster.night", DeadlineUnit.Clock, 20, 0, 23);

    /// <summary>Time for which an act that needs two accounts waits for the second.</summary>
    public static readonly Deadline Confirmed = new("confirmation.waits", DeadlineUnit.Hours, 72, 1, 168);

    /// <summary>Time until a second person must review the emergency opening of a child's record without an approval.</summary>
    public static readonly Deadline SightReviewed = new("sight.reviewed", DeadlineUnit.Hours, 24, 1, 72);

    /// <summary>Hour of its day from which a visit is due for its visitor.</summary>
    public static readonly Deadline VisitMorning = new("visit.morning", DeadlineUnit.Clock, 8, 6, 12);

    /// <summary>Time after which a missed visit is referred to the secretary: three days after its day.</summary>
    public static readonly Deadline VisitSecretary = new("visit.secretary", DeadlineUnit.Hours, 72, 24, 144);

    /// <summary>Time after which a missed visit is referred to the street office: seven days after its day.</summary>
    public static readonly Deadline VisitStreet = new("visit.street", DeadlineUnit.Hours, 168, 168, 720);

    /// <summary>Time after which visits paused without an end resume, so that nobody is forgotten in hospital.</summary>
    public static readonly Deadline VisitPaused = new("visit.paused", DeadlineUnit.Hours, 720, 168, 2_160);

    /// <summary>Hour of its day from which a check of entrusted care is due.</summary>
    public static readonly Deadline CheckMorning = new("entrustment.morning", DeadlineUnit.Clock, 8, 6, 12);

    /// <summary>Time after which a missed check, or a letter not sent or not answered, is referred to the secretary: three days.</summary>
    public static readonly Deadline CheckSecretary = new("entrustment.secretary", DeadlineUnit.Hours, 72, 24, 144);

    /// <summary>Time after which it is referred to the street office: seven days.</summary>
    public static readonly Deadline CheckStreet = new("entrustment.street", DeadlineUnit.Hours, 168, 168, 720);

    /// <summary>Time before somebody is reminded that suspected harm, which must be reported at once (未保法 11), is still
    /// unreported.</summary>
    public static readonly Deadline HarmReported = new("entrustment.report", DeadlineUnit.Minutes, 30, 5, 120);

    /// <summary>Hour of its day from which an act owed in a child's case is due for the person in charge of the case.</summary>
    public static readonly Deadline ProtectionMorning = new("protection.morning", DeadlineUnit.Clock, 8, 6, 12);

    /// <summary>Time after that hour at which an overdue act is referred to the child supervisor: three days.</summary>
    public static readonly Deadline ProtectionSupervisor = new("protection.supervisor", DeadlineUnit.Hours, 72, 24, 144);

    /// <summary>Time after that hour at which it is referred to civil affairs: seven days.</summary>
    public static readonly Deadline ProtectionCivilAffairs = new("protection.civil-affairs", DeadlineUnit.Hours, 168, 168, 720);

    /// <summary>Time until the committee must review a hazard reported without an account.</summary>
    public static readonly Deadline HazardModerated = new("hazard.moderated", DeadlineUnit.Hours, 24, 1, 72);

    /// <summary>Time until a hazard that is an immediate danger must be in somebody's hands.</summary>
    public static readonly Deadline HazardDanger = new("hazard.danger", DeadlineUnit.Hours, 2, 1, 24);

    /// <summary>Time until a reported hazard must have an owner and a due day.</summary>
    public static readonly Deadline HazardAssigned = new("hazard.assigned", DeadlineUnit.Hours, 72, 24, 168);

    /// <summary>Time until a hazard reported as mended must be checked.</summary>
    public static readonly Deadline HazardChecked = new("hazard.checked", DeadlineUnit.Hours, 72, 24, 168);

    /// <summary>Time after the committee was told of an overdue hazard at which the hazard is referred to the street office.</summary>
    public static readonly Deadline HazardStreet = new("hazard.street", DeadlineUnit.Hours, 72, 24, 168);

    /// <summary>Time for which a poster's link for reporting hazards is valid before a new one must be printed: half a year.</summary>
    public static readonly Deadline ReportLink = new("link.hazard-report", DeadlineUnit.Hours, 4_380, 168, 8_760);

    /// <summary>Hour of its day from which a patrol, or the inspection of a risk point, is due.</summary>
    public static readonly Deadline PatrolMorning = new("patrol.morning", DeadlineUnit.Clock, 8, 6, 12);

    /// <summary>Time after that hour at which a missed patrol or inspection is referred to the committee: a day.</summary>
    public static readonly Deadline PatrolCommittee = new("patrol.committee", DeadlineUnit.Hours, 24, 12, 72);

    /// <summary>Time after that hour at which it is referred to the street office: three days.</summary>
    public static readonly Deadline PatrolStreet = new("patrol.street", DeadlineUnit.Hours, 72, 72, 168);

    /// <summary>Time after the end of the month until a community's monthly report must be with its street.</summary>
    public static readonly Deadline MonthReported = new("month-report.community", DeadlineUnit.Hours, 120, 24, 240);

    /// <summary>Time after the end of the month until a street's monthly report must be with its county.</summary>
    public static readonly Deadline StreetMonthReported = new("month-report.street", DeadlineUnit.Hours, 240, 24, 480);

    /// <summary>All deadlines, by noun.</summary>
    public static readonly ListOf<Deadline> All =
    [
        Unattended,
        UsualArea,
        AdultThere,
        CareMorning,
        CareNoon,
        CareAnswered,
        CareLink,
        PartyLink,
        DoorsLink,
        HandoverConfirmed,
        HelpTaken,
        GoodsAnswered,
        GoodsFetched,
        OrderSeen,
        CallStep,
        CallLifeStep,
        CallPersonStep,
        WarningConfirmed,
        WarningDeskStep,
        WarningTerm,
        DeskEarly,
        DeskUnrelieved,
        DayShift,
        NightShift,
        Confirmed,
        SightReviewed,
        VisitMorning,
        VisitSecretary,
        VisitStreet,
        VisitPaused,
        CheckMorning,
        CheckSecretary,
        CheckStreet,
        HarmReported,
        ProtectionMorning,
        ProtectionSupervisor,
        ProtectionCivilAffairs,
        HazardModerated,
        HazardDanger,
        HazardAssigned,
        HazardChecked,
        HazardStreet,
        ReportLink,
        PatrolMorning,
        PatrolCommittee,
        PatrolStreet,
        MonthReported,
        StreetMonthReported,
    ];

    /// <summary>Pairs of hours of the day; in every county the first comes before the second.</summary>
    public static readonly ListOf<(Deadline Earlier, Deadline Later)> InOrder = [(CareMorning, CareNoon), (DayShift, NightShift)];

    /// <summary>Finds the deadline of a code; null where there is none.</summary>
    public static Deadline? Find(string? code) => All.FirstOrDefault(one => one.Code == code);
}
