namespace Emergency.Domain.Stock;

/// <summary>Sums of everything that ever happened to the pieces of a lot. Received + Found + Moved = pieces that belong to the lot (here,
/// issued and lent) + Used + WrittenOff + Given.</summary>
/// <param name="Received">Pieces that came in: bought, allotted, donated, taken from another store, or in the first file that named the
/// lot.</param>
/// <param name="Found">Corrections by counts and later files; below zero where pieces were missing.</param>
/// <param name="Moved">Pieces from other lots of the same store, less those moved there: 0 over a whole store.</param>
/// <param name="Used">Pieces handed out for good, used up at an incident, or lost while lent.</param>
/// <param name="Given">Pieces given to another store.</param>
public sealed record LotTally(int Received, int Found, int Moved, int Used, int WrittenOff, int Given)
{
    public static readonly LotTally None = new(0, 0, 0, 0, 0, 0);

    /// <summary>Pieces that must belong to the lot now.</summary>
    public int Belongs => Received + Found + Moved - Used - WrittenOff - Given;
}

/// <summary>借出: loan of pieces of a lot, until a day.</summary>
/// <param name="Out">Pieces that have not come back yet, above 0.</param>
/// <param name="To">Borrower, sealed under the lot's id.</param>
/// <param name="Store">Code of the borrowing community or street, where it is one.</param>
public sealed record Loan(LoanId Id, int Quantity, int Out, Sealed To, string? Store, DateOnly Until, By By, DateTimeOffset At);

/// <summary>Pieces on their way to another store: gone from here, and nobody's until they are taken.</summary>
public sealed record Transfer(TransferId Id, LotFacts Lot, int Quantity, string To, By By, DateTimeOffset At);

/// <summary>Count of the pieces present. Several are kept side by side: where two people counted, both counts are shown.</summary>
/// <param name="Expected">Pieces that should have been there at that time.</param>
public sealed record Counted(int Here, int Expected, DateTimeOffset CountedAt, By By);

/// <summary>Change of the quantity present, with its time.</summary>
public sealed record HereChanged(DateTimeOffset At, int Change);

/// <summary>收到: allotted from above, bought, donated.</summary>
public enum SupplySource
{
    Allotted,
    Bought,
    Donated,
    Other,
}

/// <summary>报损: past its date, broken, lost, recalled.</summary>
public enum WriteOffReason
{
    Expired,
    Broken,
    Lost,
    Recalled,
}

/// <summary>Field changed by a correction of a lot. A quantity is never corrected: it is counted.</summary>
public enum LotField
{
    Name,
    Category,
    Minimum,
    ExpiresOn,
    Location,
    Point,
    Keeper,
}

/// <summary>Act of a person on a store, without a file.</summary>
public abstract record SuppliesByHandCommand : SuppliesCommand;

/// <summary>收一批: a new lot.</summary>
/// <param name="Replaces">Lot whose minimum it takes over.</param>
public sealed record EnterLot(LotFacts Facts, SupplySource Source, LotId? Replaces, Sealed? Note, By By, DateTimeOffset At)
    : SuppliesByHandCommand;

/// <summary>Adds pieces to a lot.</summary>
public sealed record ReceiveLot(LotId Lot, int Quantity, SupplySource Source, Sealed? Note, By By, DateTimeOffset At)
    : SuppliesByHandCommand;

/// <param name="Seen">Lot on which the correction was based: if one of its corrected fields has changed since, nothing is written.</param>
public sealed record CorrectLot(LotFacts Facts, LotFacts Seen, ListOf<LotField> Fields, By By, DateTimeOffset At) : SuppliesByHandCommand;

/// <summary>盘点: counts the pieces present, those handed out and lent not included.</summary>
/// <param name="CountedAt">Time of counting, which a phone without network sends later.</param>
public sealed record CountLot(LotId Lot, int Here, DateTimeOffset CountedAt, Sealed? Note, By By, DateTimeOffset At)
    : SuppliesByHandCommand;

/// <param name="Witness">Person who saw it, sealed; never the one who writes it off.</param>
/// <param name="WitnessMember">The same witness, where it is a member of the team.</param>
public sealed record WriteOffLot(
    LotId Lot,
    int Quantity,
    WriteOffReason Reason,
    Sealed? Witness,
    MemberId? WitnessMember,
    Sealed? Note,
    By By,
    DateTimeOffset At
) : SuppliesByHandCommand;

/// <summary>Moves pieces to another place in the same store; where it is a part of the lot, the part becomes a lot of its own.</summary>
/// <param name="Part">Id of that new lot.</param>
public sealed record MoveLot(LotId Lot, int Quantity, LotId Part, string Location, MemberId? Keeper, By By, DateTimeOffset At)
    : SuppliesByHandCommand;

/// <param name="Professionals">True when the borrower is a professional force.</param>
public sealed record LendLot(
    LotId Lot,
    LoanId Loan,
    int Quantity,
    Sealed To,
    string? Store,
    DateOnly Until,
    bool Professionals,
    By By,
    DateTimeOffset At
) : SuppliesByHandCommand;

public sealed record ExtendLoan(LotId Lot, LoanId Loan, DateOnly Until, By By, DateTimeOffset At) : SuppliesByHandCommand;

/// <summary>Records that pieces of a loan came back, are broken and written off, or are lost or used; the rest stays lent.</summary>
public sealed record ReturnLoan(LotId Lot, LoanId Loan, int Back, int Broken, int Lost, Sealed? Note, By By, DateTimeOffset At)
    : SuppliesByHandCommand;

/// <summary>发放 outside an incident: hands pieces out for good.</summary>
public sealed record HandOutLot(LotId Lot, int Quantity, Sealed To, Sealed? Note, bool Professionals, By By, DateTimeOffset At)
    : SuppliesByHandCommand;

/// <param name="To">Code of the community or street that will take it.</param>
public sealed record GiveLot(LotId Lot, TransferId Transfer, int Quantity, string To, By By, DateTimeOffset At) : SuppliesByHandCommand;

/// <summary>Ends a transfer: the giver takes it back, or the other store refuses it.</summary>
public sealed record EndTransfer(TransferId Transfer, bool Refused, By By, DateTimeOffset At) : SuppliesByHandCommand;

/// <summary>Passes pieces to the other store that takes them: decided by the first, which knows whether it still gives.</summary>
/// <param name="Quantity">Pieces that arrived; the rest returns to the first store.</param>
/// <param name="To">Store that takes them.</param>
public sealed record PassLot(TransferId Transfer, int Quantity, string To, string Location, MemberId? Keeper, By By, DateTimeOffset At)
    : SuppliesByHandCommand;

/// <summary>Passes all present pieces of a lot to the store of another community, because this one is split or merged (撤并/拆分): the street
/// has decided where they go, so nobody takes them. Pieces that have gone already are left out.</summary>
/// <param name="Keeper">Keeper there; null where the keeper does not go along.</param>
public sealed record PassWholeLot(LotId Lot, TransferId Transfer, string To, MemberId? Keeper, By By, DateTimeOffset At)
    : SuppliesByHandCommand;

/// <summary>Enters the pieces that another store has passed into this one.</summary>
public sealed record TakeLot(LotFacts Facts, TransferId Transfer, string From, By By, DateTimeOffset At) : SuppliesByHandCommand;

/// <summary>Act of a person on a lot. No file undoes it.</summary>
public abstract record LotByHand : SuppliesEvent
{
    public abstract LotId Lot { get; init; }
    public abstract By By { get; init; }
}

[Stored("supplies.lot-entered.v1")]
public sealed record LotEntered(LotId Lot, LotFacts Facts, SupplySource Source, LotId? Replaces, Sealed? Note, By By, DateTimeOffset At)
    : LotByHand;

[Stored("supplies.lot-received.v1")]
public sealed record LotReceived(LotId Lot, int Quantity, SupplySource Source, Sealed? Note, By By, DateTimeOffset At) : LotByHand;

[Stored("supplies.lot-corrected.v1")]
public sealed record LotCorrected(LotId Lot, LotFacts Facts, ListOf<LotField> Fields, By By, DateTimeOffset At) : LotByHand;

/// <param name="Found">Pieces added to the lot; 0 where somebody has counted later already.</param>
[Stored("supplies.lot-counted.v1")]
public sealed record LotCounted(
    LotId Lot,
    int Here,
    int Expected,
    int Found,
    DateTimeOffset CountedAt,
    Sealed? Note,
    By By,
    DateTimeOffset At
) : LotByHand;

[Stored("supplies.lot-written-off.v1")]
public sealed record LotWrittenOff(
    LotId Lot,
    int Quantity,
    WriteOffReason Reason,
    Sealed? Witness,
    MemberId? WitnessMember,
    Sealed? Note,
    By By,
    DateTimeOffset At
) : LotByHand;

/// <param name="Part">Null where all of it moved.</param>
[Stored("supplies.lot-moved.v1")]
public sealed record LotMoved(LotId Lot, int Quantity, LotId? Part, string Location, MemberId? Keeper, By By, DateTimeOffset At)
    : LotByHand;

[Stored("supplies.lot-lent.v1")]
public sealed record LotLent(LotId Lot, LoanId Loan, int Quantity, Sealed To, string? Store, DateOnly Until, By By, DateTimeOffset At)
    : LotByHand;

[Stored("supplies.loan-extended.v1")]
public sealed record LoanExtended(LotId Lot, LoanId Loan, DateOnly Until, By By, DateTimeOffset At) : LotByHand;

[Stored("supplies.loan-returned.v1")]
public sealed record LoanReturned(LotId Lot, LoanId Loan, int Back, int Broken, int Lost, Sealed? Note, By By, DateTimeOffset At)
    : LotByHand;

[Stored("supplies.lot-handed-out.v1")]
public sealed record LotHandedOut(LotId Lot, int Quantity, Sealed To, Sealed? Note, By By, DateTimeOffset At) : LotByHand;

[Stored("supplies.lot-given.v1")]
public sealed record LotGiven(LotId Lot, TransferId Transfer, int Quantity, string To, By By, DateTimeOffset At) : LotByHand;

[Stored("supplies.transfer-ended.v1")]
public sealed record TransferEnded(LotId Lot, TransferId Transfer, bool Refused, By By, DateTimeOffset At) : LotByHand;

/// <param name="Facts">Lot as it will be in the other store.</param>
/// <param name="Rest">Pieces that did not arrive and return to this store.</param>
[Stored("supplies.lot-passed.v1")]
public sealed record LotPassed(LotId Lot, TransferId Transfer, LotFacts Facts, int Rest, string To, By By, DateTimeOffset At) : LotByHand;

[Stored("supplies.lot-taken.v1")]
public sealed record LotTaken(LotId Lot, LotFacts Facts, TransferId Transfer, string From, By By, DateTimeOffset At) : LotByHand;
