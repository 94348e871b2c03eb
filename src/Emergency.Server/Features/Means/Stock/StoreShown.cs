using Emergency.Domain;
using Emergency.Domain.Stock;

namespace Emergency.Server.Features.Stock;

/// <summary>A store on one page. Names of people are masked.</summary>
/// <param name="Needs">Needs by thing, lacking ones first.</param>
/// <param name="Loans">Loans not fully returned, those due first.</param>
/// <param name="Borrowed">Goods that other stores have lent to this one.</param>
/// <param name="Coming">Transfers on their way here, which can be taken or refused.</param>
/// <param name="Going">Transfers on their way to other stores.</param>
/// <param name="Replacing">Goods that expire within the days of the query, with quantities to order.</param>
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

/// <param name="Label">Six digits that stand under the code of its label. Two lots of a store rarely have the same.</param>
/// <param name="Belongs">Quantity here, issued and lent.</param>
/// <param name="Keeper">Holder of the key.</param>
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

/// <param name="Here">Usable quantity: not past its date.</param>
/// <param name="Minimum">起码: minimum of the lots.</param>
/// <param name="Asked">The most that the plan's cards require in a single kind of incident.</param>
/// <param name="Lacking">Quantity by which the larger of both exceeds the usable one.</param>
/// <param name="Hazards">Quantity that the cards of the plan in force require, by kind of incident.</param>
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

/// <param name="Store">Store that has it; else a unit, or a person, masked.</param>
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

/// <param name="Expiring">Quantity that lies there and expires.</param>
/// <param name="Order">Quantity to order so that the need is met without it.</param>
/// <param name="Replaced">True when a lot has come in its place: it only waits to be written off.</param>
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
