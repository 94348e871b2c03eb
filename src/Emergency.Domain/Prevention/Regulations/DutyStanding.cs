namespace Emergency.Domain.Regulations;

/// <summary>Mark of a standing: ✓ met, △ soon, … the community's own to mend, ✕ late, – not recorded anywhere, — not applicable, and a
/// draft, which is never counted.</summary>
public enum Mark
{
    Met,
    Soon,
    Community,
    Late,
    Unknown,
    NotApplicable,
    Draft,
}

/// <summary>Fact shown in a cell. The last four are for duties without words of their own.</summary>
public enum Fact
{
    ShiftsFilled,
    ShiftEmpty,
    ShiftsMissing,
    Unrostered,
    RegisterChecked,
    RegisterOld,
    CareCovered,
    CareEnding,
    CareEnded,
    DrillUnrecorded,
    DrillHeld,
    DrillDue,
    DrillOld,
    PlanApproved,
    PlanWaiting,
    PlanRevise,
    PlanMissing,
    TeamStands,
    TeamMissing,
    StockChecked,
    StockDue,
    StockExpired,
    StockUncounted,
    StockLow,
    StockMissing,
    HazardsClosed,
    HazardsDue,
    HazardsOpen,
    HazardsUnrecorded,
    ChiefsPosted,
    ChiefsUnposted,
    Has,
    HasNot,
    None,
    VisitsMade,
    VisitsDue,
    VisitsLate,
    ChecksMade,
    ChecksDue,
    ChecksLate,
    CareAttended,
    CareLate,
    OrdersAnswered,
    OrdersUnread,
    LinksUp,
    LinkDown,
    LinksNone,
    DeskKept,
    DeskEmpty,
    ShelterReady,
    ShelterMissing,
    EstatesServed,
    EstatesWithout,
    AsksAnswered,
    AsksWaiting,
    AsksUndone,
    AsksRefused,
    ListsAdjusted,
    ListsDue,
    ListsOld,
    ListsMissing,
    Done,
    DueSoon,
    Overdue,
    Never,
}

/// <summary>Thing behind a fact: a lot, a shift, a hazard, a trigger. Never a person.</summary>
/// <param name="What">Name in the register, or the key of a word.</param>
public sealed record Piece(string What, DateOnly? On, int? Number);

/// <summary>Standing of one community in one duty.</summary>
/// <param name="Number">Number of things the fact is about.</param>
/// <param name="Of">Total number of such things.</param>
/// <param name="Days">Days left, or days past.</param>
/// <param name="On">Day the fact is about.</param>
public sealed record DutyStanding(Mark Mark, Fact Fact, int? Number, int? Of, int? Days, DateOnly? On, IReadOnlyList<Piece> Pieces)
{
    public static DutyStanding Is(Mark mark, Fact fact, int? number = null, int? of = null, int? days = null, DateOnly? on = null) =>
        new(mark, fact, number, of, days, on, []);

    /// <summary>Most things kept behind a fact.</summary>
    public const int MostPieces = 8;

    public DutyStanding With(IEnumerable<Piece> pieces) => this with { Pieces = [.. pieces.Take(MostPieces)] };
}
