using System.Collections.Immutable;
using Emergency.Domain.Places;
using static Emergency.Domain.Decision;

namespace Emergency.Domain.Stock;

/// <summary>Stock of a community (应急物资; kind "supplies", key = its code). Quantities are in the lot's own unit, never below zero; reserved
/// or issued pieces are not free.</summary>
public sealed partial record Supplies(ImmutableDictionary<LotId, Lot> Lots, ImmutableDictionary<LotId, Imported<LotFacts>> Imports)
{
    public static readonly Code UnknownLot = new("supplies.unknown-lot"),
        NotEnough = new("supplies.not-enough"),
        NotReserved = new("supplies.not-reserved"),
        NotIssued = new("supplies.not-issued"),
        BadQuantity = new("supplies.bad-quantity");
    public static readonly Supplies None = new(ImmutableDictionary<LotId, Lot>.Empty, ImmutableDictionary<LotId, Imported<LotFacts>>.Empty);
}

/// <summary>Lot as the register has it. <paramref name="Quantity"/> is everything that belongs to it, pieces on loan included.</summary>
public sealed record LotFacts(
    LotId Id,
    string Name,
    string Category,
    string Unit,
    int Quantity,
    int Minimum,
    DateOnly? ExpiresOn,
    string Location,
    Located? Point,
    MemberId? Keeper,
    DateOnly? CheckedOn
);

public abstract record SuppliesCommand : Command;

public sealed record RecordLots(ListOf<LotFacts> Lots, ImportId? Import, DateTimeOffset At) : SuppliesCommand;

public sealed record ReserveLot(LotId Lot, TaskId Task, int Quantity, DateTimeOffset At) : SuppliesCommand;

/// <summary>Reserves an item for a task, from any lots that have it: lots that expire first are used first, expired ones never. All of it
/// or nothing: a refusal names the quantity the task can have in all.</summary>
/// <param name="Quantity">Quantity the task needs in all, including what it already has.</param>
/// <param name="Until">Time at which the reservation ends unless it is fetched.</param>
public sealed record ReserveItem(
    TaskId Task,
    IncidentId Incident,
    string Item,
    int Quantity,
    DateOnly Today,
    DateTimeOffset Until,
    DateTimeOffset At
) : SuppliesCommand;

public sealed record ReleaseLot(LotId Lot, TaskId Task, DateTimeOffset At) : SuppliesCommand;

/// <param name="ReceivedBy">Person who signed for it, sealed.</param>
public sealed record IssueLot(LotId Lot, TaskId Task, Sealed ReceivedBy, By By, DateTimeOffset At) : SuppliesCommand;

/// <param name="Quantity">Quantity brought back, 0 to the issued one; the rest is used up.</param>
public sealed record ReturnLot(LotId Lot, TaskId Task, int Quantity, By By, DateTimeOffset At) : SuppliesCommand;

/// <param name="Quantity">Quantity that belongs to the lot, pieces on loan included.</param>
public sealed record CheckLot(LotId Lot, int Quantity, DateOnly On, By By, DateTimeOffset At) : SuppliesCommand;

public sealed record UndoSuppliesImport(ImportId Import, DateTimeOffset At, Slice? Slice = null) : SuppliesCommand;

public abstract record SuppliesEvent : Event
{
    public abstract DateTimeOffset At { get; init; }
}

/// <summary>Records that a lot is reserved for a task, handed out to it, or released.</summary>
public abstract record LotForTask : SuppliesEvent
{
    public abstract LotId Lot { get; init; }
    public abstract TaskId Task { get; init; }
}

[Stored("supplies.lot-recorded.v1")]
public sealed record LotRecorded(LotFacts Lot, ImportId? Import, DateTimeOffset At) : SuppliesEvent, IImported;

[Stored("supplies.lot-removed.v1")]
public sealed record LotRemoved(LotId Lot, ImportId Import, DateTimeOffset At) : SuppliesEvent;

/// <param name="Quantity">Quantity reserved for the task in this lot from now on.</param>
/// <param name="Until">Null where somebody reserves it by hand, without an end.</param>
[Stored("supplies.lot-reserved.v1")]
public sealed record LotReserved(
    LotId Lot,
    TaskId Task,
    int Quantity,
    DateTimeOffset At,
    IncidentId? Incident = null,
    DateTimeOffset? Until = null
) : LotForTask, ISetsDue
{
    public string DueOf => Supplies.Promise(Lot, Task);
    public DateTimeOffset? Due => Until;
}

[Stored("supplies.lot-released.v1")]
public sealed record LotReleased(LotId Lot, TaskId Task, DateTimeOffset At) : LotForTask, ISetsDue
{
    public string DueOf => Supplies.Promise(Lot, Task);
    public DateTimeOffset? Due => null;
}

[Stored("supplies.lot-issued.v1")]
public sealed record LotIssued(LotId Lot, TaskId Task, int Quantity, By By, DateTimeOffset At, Sealed? ReceivedBy = null)
    : LotForTask,
        ISetsDue
{
    public string DueOf => Supplies.Promise(Lot, Task);
    public DateTimeOffset? Due => null;
}

[Stored("supplies.lot-returned.v1")]
public sealed record LotReturned(LotId Lot, TaskId Task, int Quantity, By By, DateTimeOffset At) : LotForTask;

[Stored("supplies.lot-checked.v1")]
public sealed record LotChecked(LotId Lot, int Quantity, DateOnly On, By By, DateTimeOffset At) : SuppliesEvent;

public sealed partial record Supplies
{
    public static Decision Decide(Supplies state, Command command) =>
        command switch
        {
            SuppliesByHandCommand c => Decide(state, c),
            RecordLots c when c.Lots.FirstOrDefault(l => l.Quantity < state.Out(l.Id) || l.Minimum < 0) is { } bad => Reject(
                BadQuantity,
                bad.Id.ToString()
            ),
            RecordLots c => Of(
                Imported
                    .News(c.Lots, l => l.Id, id => state.Lots.GetValueOrDefault(id)?.Facts)
                    .Select(l => new LotRecorded(l, c.Import, c.At))
            ),
            UndoSuppliesImport c => Of(Undo(state, c)),
            Remind c => Of(
                state
                    .Lots.Values.OrderBy(lot => lot.Facts.Id.Value)
                    .SelectMany(lot =>
                        lot.Until.Where(promise => promise.Value <= c.At)
                            .OrderBy(promise => promise.Key.Value)
                            .Select(promise => new LotReleased(lot.Facts.Id, promise.Key, c.At))
                    )
            ),
            ReserveItem c => Reserve(state, c),
            ReserveLot c => On(state, c.Lot, lot => Reserve(lot, c)),
            ReleaseLot c => On(state, c.Lot, lot => lot.Reserved.ContainsKey(c.Task) ? new LotReleased(c.Lot, c.Task, c.At) : Nothing),
            IssueLot c => On(state, c.Lot, lot => Issue(lot, c)),
            ReturnLot c => On(state, c.Lot, lot => Return(lot, c)),
            ChangeKeeper c => Decide(state, c),
            CheckLot c => On(state, c.Lot, lot => Check(lot, c)),
            _ => throw new Unforeseen(command),
        };

    /// <summary>Returns the name of a reservation's due time.</summary>
    public static string Promise(LotId lot, TaskId task) => $"{lot}/{task}";

    private static Decision On(Supplies state, LotId id, Func<Lot, Decision> decide) =>
        state.Lots.TryGetValue(id, out var lot) ? decide(lot) : Reject(UnknownLot, id.ToString());

    private static Decision Reserve(Lot lot, ReserveLot c) =>
        lot.Holds(c.Task) ? Nothing
        : c.Quantity <= 0 ? Reject(BadQuantity)
        : lot.Free < c.Quantity ? Reject(NotEnough, $"{lot.Free}")
        : new LotReserved(c.Lot, c.Task, c.Quantity, c.At);

    private static Decision Reserve(Supplies state, ReserveItem c)
    {
        if (c.Quantity <= 0)
            return Reject(BadQuantity);
        var lots = state.Lots.Values.Where(lot => lot.Facts.Name == c.Item).ToList();
        var held = lots.Sum(lot => lot.HeldBy(c.Task));
        var fit = lots.Where(lot => lot.Free > 0 && !(lot.Facts.ExpiresOn < c.Today))
            .OrderBy(lot => lot.Facts.ExpiresOn ?? DateOnly.MaxValue)
            .ThenBy(lot => lot.Facts.Id.Value)
            .ToList();
        if (fit.Sum(lot => lot.Free) is var free && held + free < c.Quantity)
            return Reject(NotEnough, $"{held + free}");
        var (missing, taken) = (c.Quantity - held, new List<Event>());
        foreach (var lot in fit.TakeWhile(_ => missing > 0))
        {
            var some = Math.Min(missing, lot.Free);
            taken.Add(new LotReserved(lot.Facts.Id, c.Task, lot.Reserved.GetValueOrDefault(c.Task) + some, c.At, c.Incident, c.Until));
            missing -= some;
        }
        return Of(taken);
    }

    private static Decision Issue(Lot lot, IssueLot c) =>
        !lot.Reserved.TryGetValue(c.Task, out var quantity) ? (lot.Issued.ContainsKey(c.Task) ? Nothing : Reject(NotReserved))
        : lot.Present < quantity ? Reject(NotEnough, $"{lot.Present}")
        : new LotIssued(c.Lot, c.Task, quantity, c.By, c.At, c.ReceivedBy);

    private static Decision Return(Lot lot, ReturnLot c) =>
        !lot.Issued.TryGetValue(c.Task, out var issued)
            ? (lot.Returned.GetValueOrDefault(c.Task, -1) == c.Quantity ? Nothing : Reject(NotIssued))
        : c.Quantity < 0 || c.Quantity > issued ? Reject(BadQuantity, $"{issued}")
        : new LotReturned(c.Lot, c.Task, c.Quantity, c.By, c.At);

    private static Decision Check(Lot lot, CheckLot c) =>
        c.Quantity < lot.Out || c.Quantity > Most ? Reject(BadQuantity)
        : lot.Facts.Quantity == c.Quantity && lot.Facts.CheckedOn == c.On ? Nothing
        : new LotChecked(c.Lot, c.Quantity, c.On, c.By, c.At);

    /// <summary>Returns the quantity of a lot that is handed out or lent: no file can set less.</summary>
    public int Out(LotId id) => Lots.TryGetValue(id, out var lot) ? lot.Out : 0;

    // A lot of which a task or a borrower has pieces stays, even if the file that brought it is undone.
    private static IEnumerable<Event> Undo(Supplies state, UndoSuppliesImport c) =>
        from row in state.Imports.Of(c.Import)
        where c.Slice?.Holds(row.Id.Value) ?? true
        where row.Before is not null || state.Lots[row.Id] is { Reserved.Count: 0, Issued.Count: 0, Loans.Count: 0 }
        select row.Before is null
            ? (Event)new LotRemoved(row.Id, c.Import, c.At)
            : new LotRecorded(row.Before with { Quantity = Math.Max(row.Before.Quantity, state.Out(row.Id)) }, null, c.At);

    public static Supplies Evolve(Supplies state, Event happened)
    {
        var next = Fold(state, happened);
        return happened is SuppliesEvent e
            ? Touched(e)
                .Aggregate(
                    next,
                    (all, id) => all.Change(id, lot => lot.Since(state.Lots.GetValueOrDefault(id), (e as LotCounted)?.CountedAt ?? e.At))
                )
            : next;
    }

    private static LotId[] Touched(SuppliesEvent happened) =>
        happened switch
        {
            LotRecorded e => [e.Lot.Id],
            LotForTask e => [e.Lot],
            LotChecked e => [e.Lot],
            LotMoved { Part: { } part } e => [e.Lot, part],
            LotByHand e => [e.Lot],
            _ => [],
        };

    private static Supplies Fold(Supplies state, Event happened) =>
        happened switch
        {
            LotByHand e => EvolveByHand(state, e) with { Imports = state.Imports.Remove(e.Lot) },
            LotRecorded e => state.With(
                e.Lot.Id,
                lot => lot.Found(e.Lot.Quantity - lot.Facts.Quantity) with { Facts = e.Lot },
                new(e.Lot, NoTasks, NoTasks) { Tally = LotTally.None with { Received = e.Lot.Quantity } }
            ) with
            {
                Imports = state.Imports.Remember(e.Lot.Id, state.Lots.GetValueOrDefault(e.Lot.Id)?.Facts, e.Lot, e.Import),
            },
            LotRemoved e => state with { Lots = state.Lots.Remove(e.Lot), Imports = state.Imports.Remove(e.Lot) },
            LotReserved e => state.With(
                e.Lot,
                lot =>
                    lot with
                    {
                        Reserved = lot.Reserved.SetItem(e.Task, e.Quantity),
                        Until = e.Until is { } until ? lot.Until.SetItem(e.Task, until) : lot.Until.Remove(e.Task),
                        Returned = lot.Returned.Remove(e.Task),
                    }
            ),
            LotReleased e => state.With(
                e.Lot,
                lot => lot with { Reserved = lot.Reserved.Remove(e.Task), Until = lot.Until.Remove(e.Task) }
            ),
            LotIssued e => state.With(
                e.Lot,
                lot =>
                    lot with
                    {
                        Reserved = lot.Reserved.Remove(e.Task),
                        Until = lot.Until.Remove(e.Task),
                        Issued = lot.Issued.SetItem(e.Task, lot.Issued.GetValueOrDefault(e.Task) + e.Quantity),
                    }
            ),
            LotReturned e => state.With(e.Lot, lot => Returned(lot, e)),
            KeeperChanged e => Evolve(state, e),
            LotChecked e => state.With(
                e.Lot,
                lot =>
                    lot.Found(e.Quantity - lot.Facts.Quantity) with
                    {
                        Facts = lot.Facts with { Quantity = e.Quantity, CheckedOn = e.On },
                    }
            ) with
            {
                Imports = state.Imports.Remove(e.Lot),
            },
            _ => throw new Unforeseen(happened),
        };

    private static readonly ImmutableDictionary<TaskId, int> NoTasks = ImmutableDictionary<TaskId, int>.Empty;

    private Supplies With(LotId id, Func<Lot, Lot> change, Lot? fresh = null) =>
        Lots.TryGetValue(id, out var lot) ? this with { Lots = Lots.SetItem(id, change(lot)) }
        : fresh is null ? this
        : this with { Lots = Lots.SetItem(id, fresh) };

    private static Lot Returned(Lot lot, LotReturned e)
    {
        var used = lot.Issued.GetValueOrDefault(e.Task) - e.Quantity;
        var now = lot.Less(used);
        return now with
        {
            Issued = lot.Issued.Remove(e.Task),
            Returned = lot.Returned.SetItem(e.Task, e.Quantity),
            Tally = lot.Tally with { Used = lot.Tally.Used + lot.Facts.Quantity - now.Facts.Quantity },
        };
    }
}
