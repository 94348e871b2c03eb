namespace Emergency.Domain.Communities;

/// <summary>What became of every piece that was ever in a lot. Received + Found + Moved = what belongs to the lot (here, issued and lent) + Used + WrittenOff + Given.</summary>
/// <param name="Received">Came in: bought, allotted, donated, taken from another store, or read from the first file that named it.</param>
/// <param name="Found">What counts and later files have corrected; below zero where pieces were missing.</param>
/// <param name="Moved">Came from other lots of the same store, less what went there: 0 over a whole store.</param>
/// <param name="Used">Handed out for good, used up at an incident, or lost while lent.</param>
/// <param name="Given">Gone to another store.</param>
public sealed record LotTally(int Received, int Found, int Moved, int Used, int WrittenOff, int Given)
{
    public static readonly LotTally None = new(0, 0, 0, 0, 0, 0);

    /// <summary>What must belong to the lot now.</summary>
    public int Belongs => Received + Found + Moved - Used - WrittenOff - Given;
}

/// <summary>借出: some of a lot, until a day.</summary>
/// <param name="Out">What has not come back yet, above 0.</param>
/// <param name="To">Who has it, sealed under the lot's id.</param>
/// <param name="Store">The code of the community or street that has it, where it is one.</param>
public sealed record Loan(LoanId Id, int Quantity, int Out, Sealed To, string? Store, DateOnly Until, By By, DateTimeOffset At);

/// <summary>Pieces on their way to another store: gone from here, and nobody's until they are taken.</summary>
public sealed record Transfer(TransferId Id, LotFacts Lot, int Quantity, string To, By By, DateTimeOffset At);

/// <summary>One count of what lies there. Several are kept side by side: where two people counted, both are seen.</summary>
/// <param name="Expected">What should have lain there at that time.</param>
public sealed record Counted(int Here, int Expected, DateTimeOffset CountedAt, By By);

/// <summary>When how many came to or went from where they lie.</summary>
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

/// <summary>What a correction of a lot changed. A quantity is never corrected: it is counted.</summary>
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

/// <summary>What a person does with a store, as against a file.</summary>
public abstract record SuppliesByHandCommand : SuppliesCommand;

/// <summary>收一批: a new lot.</summary>
/// <param name="Replaces">The lot whose minimum it takes over.</param>
public sealed record EnterLot(LotFacts Facts, SupplySource Source, LotId? Replaces, Sealed? Note, By By, DateTimeOffset At)
    : SuppliesByHandCommand;

/// <summary>More of a lot.</summary>
public sealed record ReceiveLot(LotId Lot, int Quantity, SupplySource Source, Sealed? Note, By By, DateTimeOffset At)
    : SuppliesByHandCommand;

/// <param name="Seen">The lot the correction was built on: where one of its fields stands otherwise by now, nothing is written.</param>
public sealed record CorrectLot(LotFacts Facts, LotFacts Seen, ListOf<LotField> Fields, By By, DateTimeOffset At) : SuppliesByHandCommand;

/// <summary>盘点: what lies there, handed out and lent not included.</summary>
/// <param name="CountedAt">When it was counted, which a phone without network tells later.</param>
public sealed record CountLot(LotId Lot, int Here, DateTimeOffset CountedAt, Sealed? Note, By By, DateTimeOffset At)
    : SuppliesByHandCommand;

/// <param name="Witness">Who saw it, sealed; somebody else than who writes it off.</param>
/// <param name="WitnessMember">The same, where it is a member of the team.</param>
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

/// <summary>Somewhere else in the same store; a part of the lot becomes a lot of its own.</summary>
/// <param name="Part">The id of that lot.</param>
public sealed record MoveLot(LotId Lot, int Quantity, LotId Part, string Location, MemberId? Keeper, By By, DateTimeOffset At)
    : SuppliesByHandCommand;

/// <param name="Professionals">The borrower is a professional force.</param>
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

/// <summary>Some of a loan comes back, is broken and written off, or is lost or used; the rest stays lent.</summary>
public sealed record ReturnLoan(LotId Lot, LoanId Loan, int Back, int Broken, int Lost, Sealed? Note, By By, DateTimeOffset At)
    : SuppliesByHandCommand;

/// <summary>发放 outside an incident: it does not come back.</summary>
public sealed record HandOutLot(LotId Lot, int Quantity, Sealed To, Sealed? Note, bool Professionals, By By, DateTimeOffset At)
    : SuppliesByHandCommand;

/// <param name="To">The code of the community or street that is to take it.</param>
public sealed record GiveLot(LotId Lot, TransferId Transfer, int Quantity, string To, By By, DateTimeOffset At) : SuppliesByHandCommand;

/// <summary>The giver takes it back, or the other store does not want it.</summary>
public sealed record EndTransfer(TransferId Transfer, bool Refused, By By, DateTimeOffset At) : SuppliesByHandCommand;

/// <summary>The other store takes it: decided by the first, which knows whether it still gives.</summary>
/// <param name="Quantity">What arrived; the rest is the first one's again.</param>
/// <param name="To">The store that takes it.</param>
public sealed record PassLot(TransferId Transfer, int Quantity, string To, string Location, MemberId? Keeper, By By, DateTimeOffset At)
    : SuppliesByHandCommand;

/// <summary>All that lies there of a lot goes to the store of another community, because this one is split or merged (撤并/拆分): the street has said where, so nobody takes it. What has gone already is left out.</summary>
/// <param name="Keeper">Who keeps it there; null where the keeper does not go along.</param>
public sealed record PassWholeLot(LotId Lot, TransferId Transfer, string To, MemberId? Keeper, By By, DateTimeOffset At)
    : SuppliesByHandCommand;

/// <summary>Writes what another store has passed into this one.</summary>
public sealed record TakeLot(LotFacts Facts, TransferId Transfer, string From, By By, DateTimeOffset At) : SuppliesByHandCommand;

/// <summary>What a person did with a lot. No file takes it back.</summary>
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

/// <param name="Found">What is added to the lot; 0 where somebody has counted later already.</param>
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

/// <param name="Facts">The lot as it is to be in the other store.</param>
/// <param name="Rest">What did not arrive and is this store's again.</param>
[Stored("supplies.lot-passed.v1")]
public sealed record LotPassed(LotId Lot, TransferId Transfer, LotFacts Facts, int Rest, string To, By By, DateTimeOffset At) : LotByHand;

[Stored("supplies.lot-taken.v1")]
public sealed record LotTaken(LotId Lot, LotFacts Facts, TransferId Transfer, string From, By By, DateTimeOffset At) : LotByHand;
