using System.Collections.Immutable;

namespace Emergency.Domain.Stock;

public sealed record Lot(LotFacts Facts, ImmutableDictionary<TaskId, int> Reserved, ImmutableDictionary<TaskId, int> Issued)
{
    private const int MostCounts = 4,
        MostChanges = 60;

    /// <summary>Times at which reservations end that nobody has fetched; a task that is missing here has no such time.</summary>
    public ImmutableDictionary<TaskId, DateTimeOffset> Until { get; init; } = ImmutableDictionary<TaskId, DateTimeOffset>.Empty;

    /// <summary>Quantity each task brought back, so that a return is recorded once.</summary>
    public ImmutableDictionary<TaskId, int> Returned { get; init; } = ImmutableDictionary<TaskId, int>.Empty;

    /// <summary>Open loans: pieces lent and not all back.</summary>
    public ImmutableDictionary<LoanId, Loan> Loans { get; init; } = ImmutableDictionary<LoanId, Loan>.Empty;

    /// <summary>Lot that replaces this one; null: none. This one stays until it is written off.</summary>
    public LotId? ReplacedBy { get; init; }

    /// <summary>Sums of everything that ever happened to its pieces.</summary>
    public LotTally Tally { get; init; } = LotTally.None;

    /// <summary>Last counts, the one counted most recently first.</summary>
    public ListOf<Counted> Counts { get; init; } = [];

    /// <summary>Recent changes of the quantity present, so that a count that arrives late is compared with the quantity of its
    /// time.</summary>
    public ListOf<HereChanged> Changes { get; init; } = [];

    public int Lent => Loans.Values.Sum(loan => loan.Out);

    /// <summary>Quantity handed out to tasks or lent.</summary>
    public int Out => Issued.Values.Sum() + Lent;

    /// <summary>Quantity still in the store, reserved or not.</summary>
    public int Present => Math.Max(0, Facts.Quantity - Out);

    /// <summary>Quantity present and not reserved. Never negative: a count can find less than was promised.</summary>
    public int Free => Math.Max(0, Present - Reserved.Values.Sum());

    /// <summary>Returns the quantity a task holds, fetched or not.</summary>
    public int HeldBy(TaskId task) => Reserved.GetValueOrDefault(task) + Issued.GetValueOrDefault(task);

    public bool Holds(TaskId task) => Reserved.ContainsKey(task) || Issued.ContainsKey(task);

    /// <summary>Returns the quantity in the store at a time, by today's knowledge.</summary>
    public int HereAt(DateTimeOffset at) => Math.Max(0, Present - Changes.Where(one => one.At > at).Sum(one => one.Change));

    internal Lot Less(int quantity) => this with { Facts = Facts with { Quantity = Math.Max(0, Facts.Quantity - quantity) } };

    internal Lot Found(int quantity) => this with { Tally = Tally with { Found = Tally.Found + quantity } };

    internal Lot Giving(int quantity) => Less(quantity) with { Tally = Tally with { Given = Tally.Given + quantity } };

    internal Lot Taking(LotCounted e)
    {
        var day = Shanghai.Day(e.CountedAt);
        return this with
        {
            Facts = Facts with
            {
                Quantity = Math.Max(0, Facts.Quantity + e.Found),
                CheckedOn = Facts.CheckedOn > day ? Facts.CheckedOn : day,
            },
            Tally = Tally with { Found = Tally.Found + e.Found },
            Counts =
            [
                .. Counts
                    .Append(new Counted(e.Here, e.Expected, e.CountedAt, e.By))
                    .OrderByDescending(one => one.CountedAt)
                    .Take(MostCounts),
            ],
        };
    }

    internal Lot Taking(LoanReturned e) =>
        !Loans.TryGetValue(e.Loan, out var loan)
            ? this
            : Less(e.Broken + e.Lost) with
            {
                Loans = loan.Out - e.Back - e.Broken - e.Lost is > 0 and var left
                    ? Loans.SetItem(e.Loan, loan with { Out = left })
                    : Loans.Remove(e.Loan),
                Tally = Tally with { WrittenOff = Tally.WrittenOff + e.Broken, Used = Tally.Used + e.Lost },
            };

    /// <summary>Notes the change of the quantity present since <paramref name="before"/>, so that a late count can be compared with the
    /// quantity at its own time.</summary>
    internal Lot Since(Lot? before, DateTimeOffset at) =>
        Present - (before?.Present ?? 0) is var change && change == 0
            ? this
            : this with
            {
                Changes = [.. Changes.Append(new(at, change)).OrderByDescending(one => one.At).Take(MostChanges)],
            };
}
