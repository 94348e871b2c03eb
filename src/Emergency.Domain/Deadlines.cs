namespace Emergency.Domain;

/// <summary>In what a deadline is counted. Clock: hours after midnight, Asia/Shanghai.</summary>
public enum DeadlineUnit
{
    Seconds,
    Minutes,
    Hours,
    Clock,
    Metres,
}

/// <summary>One time, hour or distance by which a rule judges that something is late, over or near.</summary>
/// <param name="Code">Its stable name, "noun.what".</param>
/// <param name="Usual">What holds where a county has set nothing (<see cref="InForce"/>), in the unit.</param>
/// <param name="Least">The smallest value a county may have, in the unit.</param>
/// <param name="Most">The largest.</param>
/// <param name="Article">Where the figure itself stands; null: a local setting (本地设定), whatever article asks for the act.</param>
public sealed record Deadline(string Code, DeadlineUnit Unit, int Usual, int Least, int Most, string? Article = null)
{
    /// <summary>Whether a county may have another: never where the figure is law.</summary>
    public bool IsLocal => Article is null;

    /// <summary>How long a value in its unit is.</summary>
    /// <exception cref="InvalidOperationException">It is an hour of the day or a distance.</exception>
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
    /// <summary>A life-safety incident that nobody looks after is said (应对法 77 asks for the first response at once; the minutes are those of one rung of 叫应).</summary>
    public static readonly Deadline Unattended = new("incident.unattended", DeadlineUnit.Minutes, 5, 1, 30);

    /// <summary>The area drawn around a place by a card, and counted before one is drawn: what a duty officer at night would draw around a fire.</summary>
    public static readonly Deadline UsualArea = new("incident.area", DeadlineUnit.Metres, 150, 20, 2_000);

    /// <summary>A named adult is with somebody whom nobody cares for.</summary>
    public static readonly Deadline AdultThere = new("care.adult", DeadlineUnit.Minutes, 2, 1, 30);

    /// <summary>Somebody in care whom nobody has seen that day is the secretary's from this hour on.</summary>
    public static readonly Deadline CareMorning = new("care.morning", DeadlineUnit.Clock, 9, 6, 12);

    /// <summary>And the street's from this one.</summary>
    public static readonly Deadline CareNoon = new("care.noon", DeadlineUnit.Clock, 12, 8, 18);

    /// <summary>Civil affairs say whether they take somebody, or give their opinion.</summary>
    public static readonly Deadline CareAnswered = new("care.answered", DeadlineUnit.Hours, 72, 24, 168);

    /// <summary>A receiver without an account may accept by the link that was sent.</summary>
    public static readonly Deadline CareLink = new("link.care-accept", DeadlineUnit.Hours, 48, 1, 168);

    /// <summary>A party of a community sees and answers what it is asked by the link that was sent to it.</summary>
    public static readonly Deadline PartyLink = new("link.party-asks", DeadlineUnit.Hours, 720, 24, 2_160);

    /// <summary>Who commands at a fire, without an account, sees behind which doors of one building somebody still is.</summary>
    public static readonly Deadline DoorsLink = new("link.doors-shown", DeadlineUnit.Minutes, 30, 10, 120);

    /// <summary>A hotline that leaves an offer unconfirmed is rung.</summary>
    public static readonly Deadline HandoverConfirmed = new("handover.confirmed", DeadlineUnit.Seconds, 60, 15, 600);

    /// <summary>Help that nobody has taken is asked of the next step: the team, the lead of the shift, the secretary, the street, the county.</summary>
    public static readonly Deadline HelpTaken = new("help.taken", DeadlineUnit.Minutes, 2, 1, 30);

    /// <summary>A street that has not answered what a community lacks is late for the county.</summary>
    public static readonly Deadline GoodsAnswered = new("goods.answered", DeadlineUnit.Minutes, 10, 1, 120);

    /// <summary>Stock that is kept for a task and not fetched is free again.</summary>
    public static readonly Deadline GoodsFetched = new("supplies.fetched", DeadlineUnit.Minutes, 30, 5, 1_440);

    /// <summary>An order that nobody has seen is followed by a call, where it does not say when itself.</summary>
    public static readonly Deadline OrderSeen = new("order.seen", DeadlineUnit.Seconds, 600, 30, 86_400);

    /// <summary>One rung of 叫应, where nothing else is said (five minutes is usual among water bureaus and in Shanxi): then the deputy is called, then somebody drives.</summary>
    public static readonly Deadline CallStep = new("call.step", DeadlineUnit.Seconds, 300, 30, 3_600);

    /// <summary>One ring to a person about a task on which a life hangs, or a call-out in an incident: by push, text and voice at once. After two nobody was reached, and the desk sees it.</summary>
    public static readonly Deadline CallLifeStep = new("call.life-step", DeadlineUnit.Seconds, 30, 15, 600);

    /// <summary>One ring to a person about what can wait: by push, then by text too.</summary>
    public static readonly Deadline CallPersonStep = new("call.person-step", DeadlineUnit.Seconds, 300, 30, 3_600);

    /// <summary>A warning lies unconfirmed before who leads the shift is rung.</summary>
    public static readonly Deadline WarningConfirmed = new("warning.confirmed", DeadlineUnit.Minutes, 2, 1, 30);

    /// <summary>One rung of the call to a desk that has not confirmed a warning: the two who may be rung there are at work.</summary>
    public static readonly Deadline WarningDeskStep = new("warning.desk-step", DeadlineUnit.Seconds, 120, 30, 1_800);

    /// <summary>A warning that does not say when it ends.</summary>
    public static readonly Deadline WarningTerm = new("warning.term", DeadlineUnit.Hours, 24, 1, 168);

    /// <summary>How long before its shift begins somebody may take over a duty desk.</summary>
    public static readonly Deadline DeskEarly = new("desk.early", DeadlineUnit.Hours, 4, 0, 12);

    /// <summary>How long after its end a shift that was not relieved is still taken to sit there.</summary>
    public static readonly Deadline DeskUnrelieved = new("desk.unrelieved", DeadlineUnit.Hours, 12, 1, 48);

    /// <summary>When the day shift begins (白班), where a turn names no hours.</summary>
    public static readonly Deadline DayShift = new("roster.day", DeadlineUnit.Clock, 8, 0, 23);

    /// <summary>When the night shift begins (夜班).</summary>
    public static readonly Deadline NightShift = new("roster.night", DeadlineUnit.Clock, 20, 0, 23);

    /// <summary>An act that takes two accounts waits for the second.</summary>
    public static readonly Deadline Confirmed = new("confirmation.waits", DeadlineUnit.Hours, 72, 1, 168);

    /// <summary>Who opened a child's record in an emergency, without an approval, is looked at by a second person until then.</summary>
    public static readonly Deadline SightReviewed = new("sight.reviewed", DeadlineUnit.Hours, 24, 1, 72);

    /// <summary>A visit is due from this hour of its day on, at the visitor's.</summary>
    public static readonly Deadline VisitMorning = new("visit.morning", DeadlineUnit.Clock, 8, 6, 12);

    /// <summary>A visit that was not made is the secretary's: three days after its day.</summary>
    public static readonly Deadline VisitSecretary = new("visit.secretary", DeadlineUnit.Hours, 72, 24, 144);

    /// <summary>And the street's: seven days after its day.</summary>
    public static readonly Deadline VisitStreet = new("visit.street", DeadlineUnit.Hours, 168, 168, 720);

    /// <summary>Visits that were paused without an end go on: nobody is forgotten in hospital.</summary>
    public static readonly Deadline VisitPaused = new("visit.paused", DeadlineUnit.Hours, 720, 168, 2_160);

    /// <summary>A check of entrusted care is due from this hour of its day on.</summary>
    public static readonly Deadline CheckMorning = new("entrustment.morning", DeadlineUnit.Clock, 8, 6, 12);

    /// <summary>A check that was not made, or a letter that was not sent or answered, is the secretary's after three days.</summary>
    public static readonly Deadline CheckSecretary = new("entrustment.secretary", DeadlineUnit.Hours, 72, 24, 144);

    /// <summary>And the street's after seven.</summary>
    public static readonly Deadline CheckStreet = new("entrustment.street", DeadlineUnit.Hours, 168, 168, 720);

    /// <summary>Suspected harm is reported at once (未保法 11); so long nobody is told that it was not.</summary>
    public static readonly Deadline HarmReported = new("entrustment.report", DeadlineUnit.Minutes, 30, 5, 120);

    /// <summary>What a child's case owes is due from this hour of its day on, at who has it in hand.</summary>
    public static readonly Deadline ProtectionMorning = new("protection.morning", DeadlineUnit.Clock, 8, 6, 12);

    /// <summary>And the child supervisor's three days after it.</summary>
    public static readonly Deadline ProtectionSupervisor = new("protection.supervisor", DeadlineUnit.Hours, 72, 24, 144);

    /// <summary>And civil affairs' seven days after it.</summary>
    public static readonly Deadline ProtectionCivilAffairs = new("protection.civil-affairs", DeadlineUnit.Hours, 168, 168, 720);

    /// <summary>What was reported without an account waits for the committee to look at it.</summary>
    public static readonly Deadline HazardModerated = new("hazard.moderated", DeadlineUnit.Hours, 24, 1, 72);

    /// <summary>A hazard that is a danger now is in somebody's hands.</summary>
    public static readonly Deadline HazardDanger = new("hazard.danger", DeadlineUnit.Hours, 2, 1, 24);

    /// <summary>A hazard that was found has an owner and a day.</summary>
    public static readonly Deadline HazardAssigned = new("hazard.assigned", DeadlineUnit.Hours, 72, 24, 168);

    /// <summary>What is said to be mended is looked at.</summary>
    public static readonly Deadline HazardChecked = new("hazard.checked", DeadlineUnit.Hours, 72, 24, 168);

    /// <summary>What the committee was told is late is the street's so much later.</summary>
    public static readonly Deadline HazardStreet = new("hazard.street", DeadlineUnit.Hours, 72, 24, 168);

    /// <summary>A sheet on a wall by which anybody reports a hazard is printed anew: half a year.</summary>
    public static readonly Deadline ReportLink = new("link.hazard-report", DeadlineUnit.Hours, 4_380, 168, 8_760);

    /// <summary>A patrol, or a look at a risk point, is due from this hour of its day on.</summary>
    public static readonly Deadline PatrolMorning = new("patrol.morning", DeadlineUnit.Clock, 8, 6, 12);

    /// <summary>A patrol or look that was not made is the committee's a day after that morning.</summary>
    public static readonly Deadline PatrolCommittee = new("patrol.committee", DeadlineUnit.Hours, 24, 12, 72);

    /// <summary>And the street's three days after it.</summary>
    public static readonly Deadline PatrolStreet = new("patrol.street", DeadlineUnit.Hours, 72, 72, 168);

    /// <summary>A community's report of a month is with its street, counted from the month's end.</summary>
    public static readonly Deadline MonthReported = new("month-report.community", DeadlineUnit.Hours, 120, 24, 240);

    /// <summary>And a street's with its county.</summary>
    public static readonly Deadline StreetMonthReported = new("month-report.street", DeadlineUnit.Hours, 240, 24, 480);

    /// <summary>All of them, by noun.</summary>
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

    /// <summary>Hours of the day of which the first comes before the second in every county.</summary>
    public static readonly ListOf<(Deadline Earlier, Deadline Later)> InOrder = [(CareMorning, CareNoon), (DayShift, NightShift)];

    /// <summary>The deadline of a code; null where there is none.</summary>
    public static Deadline? Find(string? code) => All.FirstOrDefault(one => one.Code == code);
}
