using Emergency.Domain;
using Emergency.Domain.Communities;

namespace Emergency.Server.Features.Stock;

/// <summary>A store on one page. Names of people are masked.</summary>
/// <param name="Needs">By thing, what is lacking first.</param>
/// <param name="Loans">Not all back, those that are due first.</param>
/// <param name="Borrowed">What other stores have lent to this one.</param>
/// <param name="Coming">On its way here, to be taken or refused.</param>
/// <param name="Going">On its way to others.</param>
/// <param name="Replacing">What expires within the days that were asked for, and what to order.</param>
/// <param name="Others">Stores to lend and give to.</param>
internal sealed record StoreShown(
    string Code,
    string Name,
    DateOnly Today,
    IReadOnlyList<StoredLot> Lots,
    IReadOnlyList<NeedShown> Needs,
    IReadOnlyList<LoanShown> Loans,
    IReadOnlyList<LoanShown> Borrowed,
    IReadOnlyList<StockTransferShown> Coming,
    IReadOnlyList<StockTransferShown> Going,
    IReadOnlyList<ReplacingShown> Replacing,
    IReadOnlyList<OtherStore> Others,
    long Position
);

/// <param name="Label">Six digits that stand under the code of its label; two lots of a store rarely have the same.</param>
/// <param name="Belongs">Here, issued and lent.</param>
/// <param name="Keeper">Who has the key.</param>
/// <param name="Professional">限专业: only for professional forces.</param>
/// <param name="Counts">The last counts, where two people counted within a day and differ.</param>
internal sealed record StoredLot(
    LotId Id,
    string Label,
    string Name,
    string Category,
    string Unit,
    int Belongs,
    int Here,
    int Free,
    int Reserved,
    int Issued,
    int Lent,
    int Minimum,
    DateOnly? ExpiresOn,
    bool Expired,
    string Location,
    MemberId? Keeper,
    string? KeeperMask,
    DateOnly? CheckedOn,
    bool Professional,
    LotTally Tally,
    IReadOnlyList<CountShown> Counts
);

/// <param name="Who">Masked.</param>
internal sealed record CountShown(int Here, int Expected, DateTimeOffset CountedAt, string? Who, Role Role);

/// <param name="Here">Usable: not past its date.</param>
/// <param name="Minimum">起码, as the lots say.</param>
/// <param name="Asked">The most that the plan's cards ask for in one kind of incident.</param>
/// <param name="Lacking">What the larger of both exceeds what is there by.</param>
/// <param name="Hazards">What the cards of the plan in force ask for, by kind of incident.</param>
internal sealed record NeedShown(
    string Item,
    string? Unit,
    int Here,
    int Minimum,
    int Asked,
    int Lacking,
    bool Professional,
    IReadOnlyList<HazardAsk> Hazards
);

internal sealed record HazardAsk(string Hazard, int Quantity);

/// <param name="Store">The store that has it, where it is one; else a unit or somebody, masked.</param>
internal sealed record LoanShown(
    LotId Lot,
    LoanId Loan,
    string From,
    string FromName,
    string Item,
    string Unit,
    int Quantity,
    int Out,
    string? Store,
    string To,
    DateOnly Until,
    bool Overdue,
    DateTimeOffset At
);

internal sealed record StockTransferShown(
    TransferId Id,
    string From,
    string FromName,
    string To,
    string ToName,
    string Item,
    string Unit,
    int Quantity,
    DateOnly? ExpiresOn,
    DateTimeOffset At
);

/// <param name="Expiring">What lies there and expires.</param>
/// <param name="Order">What to order so that the need is met without it.</param>
/// <param name="Replaced">Whether a lot has come in its place: it only waits to be written off.</param>
internal sealed record ReplacingShown(
    LotId Lot,
    string Item,
    string Unit,
    DateOnly ExpiresOn,
    int Expiring,
    int Order,
    bool Replaced = false
);

internal sealed record OtherStore(string Code, string Name);
