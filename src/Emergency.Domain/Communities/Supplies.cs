using System.Collections.Immutable;
using Emergency.Domain.Places;

namespace Emergency.Domain.Communities;

/// <summary>What a community keeps in stock (应急物资; kind "supplies", key = its code). Quantities are in the lot's own unit, never below zero; what is reserved or issued is not free.</summary>
public sealed record Supplies(ImmutableDictionary<LotId, Lot> Lots, ImmutableDictionary<ImportId, ListOf<LotChange>> Imports)
{
    public static readonly Code UnknownLot = new("supplies.unknown-lot"), NotEnough = new("supplies.not-enough"), NotReserved = new("supplies.not-reserved"), BadQuantity = new("supplies.bad-quantity");
    public static readonly Supplies None = new(ImmutableDictionary<LotId, Lot>.Empty, ImmutableDictionary<ImportId, ListOf<LotChange>>.Empty);
}

public sealed record LotFacts(LotId Id, string Name, string Category, string Unit, int Quantity, int Minimum, DateOnly? ExpiresOn, string Location, Located? Point, MemberId? Keeper, DateOnly? CheckedOn);
public sealed record Lot(LotFacts Facts, ImmutableDictionary<TaskId, int> Reserved, ImmutableDictionary<TaskId, int> Issued)
{
    public int Free => Facts.Quantity - Reserved.Values.Sum() - Issued.Values.Sum();
}
public sealed record LotChange(LotId Lot, LotFacts? Before);

public abstract record SuppliesCommand : Command;
public sealed record RecordLots(ListOf<LotFacts> Lots, ImportId? Import, DateTimeOffset At) : SuppliesCommand;
public sealed record ReserveLot(LotId Lot, TaskId Task, int Quantity, DateTimeOffset At) : SuppliesCommand;
public sealed record ReleaseLot(LotId Lot, TaskId Task, DateTimeOffset At) : SuppliesCommand;
public sealed record IssueLot(LotId Lot, TaskId Task, By By, DateTimeOffset At) : SuppliesCommand;
public sealed record ReturnLot(LotId Lot, TaskId Task, int Quantity, By By, DateTimeOffset At) : SuppliesCommand;
public sealed record CheckLot(LotId Lot, int Quantity, DateOnly On, By By, DateTimeOffset At) : SuppliesCommand;
public sealed record UndoSuppliesImport(ImportId Import, DateTimeOffset At) : SuppliesCommand;

public abstract record SuppliesEvent : Event;
public sealed record LotRecorded(LotFacts Lot, ImportId? Import, DateTimeOffset At) : SuppliesEvent, IImported;
public sealed record LotRemoved(LotId Lot, ImportId Import, DateTimeOffset At) : SuppliesEvent;
public sealed record LotReserved(LotId Lot, TaskId Task, int Quantity, DateTimeOffset At) : SuppliesEvent;
public sealed record LotReleased(LotId Lot, TaskId Task, DateTimeOffset At) : SuppliesEvent;
public sealed record LotIssued(LotId Lot, TaskId Task, int Quantity, By By, DateTimeOffset At) : SuppliesEvent;
public sealed record LotReturned(LotId Lot, TaskId Task, int Quantity, By By, DateTimeOffset At) : SuppliesEvent;
public sealed record LotChecked(LotId Lot, int Quantity, DateOnly On, By By, DateTimeOffset At) : SuppliesEvent;
