using System.Collections.Immutable;
using static Emergency.Domain.Decision;

namespace Emergency.Domain.Stock;

/// <summary>Rules of a store that is kept by hand.</summary>
public sealed partial record Supplies
{
    /// <summary>Most pieces of a lot.</summary>
    public const int Most = 1_000_000;

    public static readonly Code Expired = new("supplies.expired"),
        Promised = new("supplies.promised"),
        NoWitness = new("supplies.no-witness"),
        OwnWitness = new("supplies.own-witness"),
        ChangedMeanwhile = new("supplies.changed-meanwhile"),
        AlreadyThere = new("supplies.already-there"),
        UnknownLoan = new("supplies.unknown-loan"),
        UnknownTransfer = new("supplies.unknown-transfer"),
        BadTerm = new("supplies.bad-term"),
        Future = new("supplies.future"),
        ProfessionalsOnly = new("supplies.professionals-only");

    /// <summary>Pieces on their way to other stores.</summary>
    public ImmutableDictionary<TransferId, Transfer> Transfers { get; init; } = ImmutableDictionary<TransferId, Transfer>.Empty;

    private static Decision Decide(Supplies state, SuppliesByHandCommand command) =>
        command switch
        {
            EnterLot c => Enter(state, c),
            ReceiveLot c => On(
                state,
                c.Lot,
                lot =>
                    !Fits(c.Quantity) || !Fits(lot.Facts.Quantity + c.Quantity) ? Reject(BadQuantity)
                    : lot.Facts.ExpiresOn < Shanghai.Day(c.At) ? Reject(Expired)
                    : new LotReceived(c.Lot, c.Quantity, c.Source, c.Note, c.By, c.At)
            ),
            CorrectLot c => On(state, c.Facts.Id, lot => Correct(lot.Facts, c)),
            CountLot c => On(state, c.Lot, lot => Count(lot, c)),
            WriteOffLot c => On(state, c.Lot, lot => WriteOff(lot, c)),
            MoveLot c => On(state, c.Lot, lot => Move(state, lot, c)),
            LendLot c => On(state, c.Lot, lot => Lend(lot, c)),
            ExtendLoan c => On(
                state,
                c.Lot,
                lot =>
                    !lot.Loans.TryGetValue(c.Loan, out var loan) ? Reject(UnknownLoan)
                    : c.Until < Shanghai.Day(c.At) ? Reject(BadTerm)
                    : loan.Until == c.Until ? Nothing
                    : new LoanExtended(c.Lot, c.Loan, c.Until, c.By, c.At)
            ),
            ReturnLoan c => On(state, c.Lot, lot => Return(lot, c)),
            HandOutLot c => On(
                state,
                c.Lot,
                lot =>
                    Against(lot, c.Quantity)
                    ?? NotFor(lot, c.Professionals)
                    ?? new LotHandedOut(c.Lot, c.Quantity, c.To, c.Note, c.By, c.At)
            ),
            GiveLot c => On(
                state,
                c.Lot,
                lot =>
                    state.Transfers.ContainsKey(c.Transfer) ? Nothing
                    : Against(lot, c.Quantity) is { } no ? no
                    : new LotGiven(c.Lot, c.Transfer, c.Quantity, c.To, c.By, c.At)
            ),
            EndTransfer c => state.Transfers.TryGetValue(c.Transfer, out var transfer)
                ? new TransferEnded(transfer.Lot.Id, c.Transfer, c.Refused, c.By, c.At)
                : Reject(UnknownTransfer),
            PassLot c => state.Transfers.TryGetValue(c.Transfer, out var transfer) ? Pass(transfer, c) : Reject(UnknownTransfer),
            PassWholeLot c => On(state, c.Lot, lot => PassWhole(lot, c)),
            TakeLot c => state.Lots.ContainsKey(c.Facts.Id) ? Nothing
            : !Fits(c.Facts.Quantity) ? Reject(BadQuantity)
            : new LotTaken(c.Facts.Id, c.Facts, c.Transfer, c.From, c.By, c.At),
            _ => throw new Unforeseen(command),
        };

    private static bool Fits(int quantity) => quantity is > 0 and <= Most;

    private static Decision Enter(Supplies state, EnterLot c) =>
        state.Lots.ContainsKey(c.Facts.Id) ? Reject(AlreadyThere)
        : !Fits(c.Facts.Quantity) || c.Facts.Minimum is < 0 or > Most ? Reject(BadQuantity)
        : c.Facts.ExpiresOn < Shanghai.Day(c.At) ? Reject(Expired)
        : c.Replaces is { } old && !state.Lots.ContainsKey(old) ? Reject(UnknownLot, old.ToString())
        : new LotEntered(c.Facts.Id, c.Facts, c.Source, c.Replaces, c.Note, c.By, c.At);

    // Only the corrected fields are compared and written: another desk's changes of other fields stay.
    private static Decision Correct(LotFacts known, CorrectLot c)
    {
        var next = c.Fields.Aggregate(known, (facts, field) => Take(facts, c.Facts, field));
        return next == known ? Nothing
            : next.Minimum is < 0 or > Most ? Reject(BadQuantity)
            : c.Fields.Any(field => Take(known, c.Seen, field) != known) ? Reject(ChangedMeanwhile)
            : new LotCorrected(known.Id, next, c.Fields, c.By, c.At);
    }

    private static LotFacts Take(LotFacts to, LotFacts from, LotField field) =>
        field switch
        {
            LotField.Name => to with { Name = from.Name },
            LotField.Category => to with { Category = from.Category },
            LotField.Minimum => to with { Minimum = from.Minimum },
            LotField.ExpiresOn => to with { ExpiresOn = from.ExpiresOn },
            LotField.Location => to with { Location = from.Location },
            LotField.Point => to with { Point = from.Point },
            LotField.Keeper => to with { Keeper = from.Keeper },
            _ => throw new Unforeseen(field),
        };

    // Counts are ordered by the time of counting, not of arrival: the latest one stands, and all are kept.
    private static Decision Count(Lot lot, CountLot c)
    {
        if (c.Here is < 0 or > Most)
            return Reject(BadQuantity);
        if (c.CountedAt > c.At)
            return Reject(Future);
        var expected = lot.HereAt(c.CountedAt);
        var found = lot.Counts.Any(other => other.CountedAt > c.CountedAt) ? 0 : Math.Max(c.Here - expected, -lot.Present);
        return new LotCounted(c.Lot, c.Here, expected, found, c.CountedAt, c.Note, c.By, c.At);
    }

    private static Decision WriteOff(Lot lot, WriteOffLot c) =>
        c.Witness is null && c.WitnessMember is null ? Reject(NoWitness)
        : c.WitnessMember is { } witness && witness == c.By.Member ? Reject(OwnWitness)
        : Against(lot, c.Quantity) is { } no ? no
        : new LotWrittenOff(c.Lot, c.Quantity, c.Reason, c.Witness, c.WitnessMember, c.Note, c.By, c.At);

    private static Decision Move(Supplies state, Lot lot, MoveLot c)
    {
        if (c.Quantity == lot.Facts.Quantity)
            return lot.Facts.Location == c.Location && lot.Facts.Keeper == c.Keeper
                ? Nothing
                : new LotMoved(c.Lot, c.Quantity, null, c.Location, c.Keeper, c.By, c.At);
        return state.Lots.ContainsKey(c.Part) ? Reject(AlreadyThere)
            : Against(lot, c.Quantity) is { } no ? no
            : new LotMoved(c.Lot, c.Quantity, c.Part, c.Location, c.Keeper, c.By, c.At);
    }

    private static Decision Lend(Lot lot, LendLot c) =>
        lot.Loans.ContainsKey(c.Loan) ? Reject(AlreadyThere)
        : c.Until < Shanghai.Day(c.At) ? Reject(BadTerm)
        : Against(lot, c.Quantity) is { } no ? no
        : NotFor(lot, c.Professionals) is { } reserved ? reserved
        : new LotLent(c.Lot, c.Loan, c.Quantity, c.To, c.Store, c.Until, c.By, c.At);

    private static Decision Return(Lot lot, ReturnLoan c)
    {
        if (!lot.Loans.TryGetValue(c.Loan, out var loan))
            return Reject(UnknownLoan);
        var sum = (long)c.Back + c.Broken + c.Lost;
        return c.Back < 0 || c.Broken < 0 || c.Lost < 0 || sum <= 0 || sum > loan.Out
            ? Reject(BadQuantity, $"{loan.Out}")
            : new LoanReturned(c.Lot, c.Loan, c.Back, c.Broken, c.Lost, c.Note, c.By, c.At);
    }

    private static Decision Pass(Transfer transfer, PassLot c) =>
        transfer.To != c.To ? Reject(UnknownTransfer)
        : c.Quantity <= 0 || c.Quantity > transfer.Quantity ? Reject(BadQuantity, $"{transfer.Quantity}")
        : new LotPassed(
            transfer.Lot.Id,
            c.Transfer,
            transfer.Lot with
            {
                Id = new(c.Transfer.Value),
                Quantity = c.Quantity,
                Minimum = 0,
                Location = c.Location,
                Point = null,
                Keeper = c.Keeper,
                CheckedOn = Shanghai.Day(c.At),
            },
            transfer.Quantity - c.Quantity,
            c.To,
            c.By,
            c.At
        );

    private static Decision PassWhole(Lot lot, PassWholeLot c) =>
        lot.Facts.Quantity == 0 ? Nothing
        : Against(lot, lot.Facts.Quantity) is { } no ? no
        : Of([
            new LotGiven(c.Lot, c.Transfer, lot.Facts.Quantity, c.To, c.By, c.At),
            new LotPassed(c.Lot, c.Transfer, lot.Facts with { Id = new(c.Transfer.Value), Keeper = c.Keeper }, 0, c.To, c.By, c.At),
        ]);

    // Pieces reserved for a task cannot be taken: the task must release them first.
    private static Decision? Against(Lot lot, int quantity) =>
        !Fits(quantity) ? Reject(BadQuantity)
        : quantity <= lot.Free ? null
        : quantity <= lot.Present ? Reject(Promised, $"{lot.Free}", $"{lot.Reserved.Values.Sum()}")
        : Reject(NotEnough, $"{lot.Free}");

    private static Decision? NotFor(Lot lot, bool professionals) =>
        SupplyTable.IsForProfessionals(lot.Facts.Name) && !professionals ? Reject(ProfessionalsOnly) : null;

    private static Supplies EvolveByHand(Supplies state, LotByHand happened) =>
        happened switch
        {
            LotEntered e => state
                .Add(e.Facts, LotTally.None with { Received = e.Facts.Quantity })
                .Change(e.Replaces, lot => lot with { Facts = lot.Facts with { Minimum = 0 }, ReplacedBy = e.Facts.Id }),
            LotReceived e => state.Change(
                e.Lot,
                lot => lot.Less(-e.Quantity) with { Tally = lot.Tally with { Received = lot.Tally.Received + e.Quantity } }
            ),
            LotCorrected e => state.Change(
                e.Lot,
                lot => lot with { Facts = e.Fields.Aggregate(lot.Facts, (facts, field) => Take(facts, e.Facts, field)) }
            ),
            LotCounted e => state.Change(e.Lot, lot => lot.Taking(e)),
            LotWrittenOff e => state.Change(
                e.Lot,
                lot => lot.Less(e.Quantity) with { Tally = lot.Tally with { WrittenOff = lot.Tally.WrittenOff + e.Quantity } }
            ),
            LotMoved e => state.Moved(e),
            LotLent e => state.Change(
                e.Lot,
                lot =>
                    lot with
                    {
                        Loans = lot.Loans.SetItem(e.Loan, new(e.Loan, e.Quantity, e.Quantity, e.To, e.Store, e.Until, e.By, e.At)),
                    }
            ),
            LoanExtended e => state.Change(
                e.Lot,
                lot =>
                    lot.Loans.TryGetValue(e.Loan, out var loan)
                        ? lot with
                        {
                            Loans = lot.Loans.SetItem(e.Loan, loan with { Until = e.Until }),
                        }
                        : lot
            ),
            LoanReturned e => state.Change(e.Lot, lot => lot.Taking(e)),
            LotHandedOut e => state.Change(
                e.Lot,
                lot => lot.Less(e.Quantity) with { Tally = lot.Tally with { Used = lot.Tally.Used + e.Quantity } }
            ),
            LotGiven e when state.Lots.TryGetValue(e.Lot, out var lot) => state.Change(e.Lot, one => one.Giving(e.Quantity)) with
            {
                Transfers = state.Transfers.SetItem(e.Transfer, new(e.Transfer, lot.Facts, e.Quantity, e.To, e.By, e.At)),
            },
            TransferEnded e => state.Change(e.Lot, lot => lot.Giving(-(state.Transfers.GetValueOrDefault(e.Transfer)?.Quantity ?? 0))) with
            {
                Transfers = state.Transfers.Remove(e.Transfer),
            },
            LotPassed e => state.Change(e.Lot, lot => lot.Giving(-e.Rest)) with { Transfers = state.Transfers.Remove(e.Transfer) },
            LotTaken e => state.Add(e.Facts, LotTally.None with { Received = e.Facts.Quantity }),
            _ => state,
        };

    private Supplies Add(LotFacts facts, LotTally tally) =>
        this with
        {
            Lots = Lots.SetItem(facts.Id, new(facts, NoTasks, NoTasks) { Tally = tally }),
        };

    private Supplies Change(LotId? id, Func<Lot, Lot> change) =>
        id is { } known && Lots.TryGetValue(known, out var lot) ? this with { Lots = Lots.SetItem(known, change(lot)) } : this;

    // The minimum is split so that neither lot counts as short while both together have enough.
    private Supplies Moved(LotMoved e)
    {
        if (!Lots.TryGetValue(e.Lot, out var lot))
            return this;
        if (e.Part is not { } part)
            return Change(e.Lot, one => one with { Facts = one.Facts with { Location = e.Location, Point = null, Keeper = e.Keeper } });
        var minimum = Math.Max(0, lot.Facts.Minimum - e.Quantity);
        var facts = lot.Facts with
        {
            Id = part,
            Quantity = e.Quantity,
            Minimum = lot.Facts.Minimum - minimum,
            Location = e.Location,
            Point = null,
            Keeper = e.Keeper,
        };
        return Change(
                e.Lot,
                one =>
                {
                    var less = one.Less(e.Quantity);
                    return less with
                    {
                        Facts = less.Facts with { Minimum = minimum },
                        Tally = one.Tally with { Moved = one.Tally.Moved - e.Quantity },
                    };
                }
            )
            .Add(facts, LotTally.None with { Moved = e.Quantity });
    }
}
