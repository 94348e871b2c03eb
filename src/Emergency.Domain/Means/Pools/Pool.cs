using System.Collections.Immutable;
using static Emergency.Domain.Decision;

namespace Emergency.Domain.Pools;

/// <summary>下沉力量: people of departments and companies whom a street lends to its communities for a term (kind "pool", key = its code of 9
/// digits; Changchun 34, Hubei 26). A lent person is in the community's team for that time, and returns by leaving it.</summary>
public sealed record Pool(ImmutableDictionary<MemberId, PoolStaff> Staff)
{
    public static readonly Code Unknown = new("pool.unknown"),
        Lent = new("pool.lent"),
        BadTerm = new("pool.bad-term");
    public static readonly Pool None = new(ImmutableDictionary<MemberId, PoolStaff>.Empty);

    /// <summary>Longest term: a year, in days.</summary>
    public const int LongestTerm = 366;

    public static Decision Decide(Pool state, Command command) =>
        command switch
        {
            AddStaff c => state.Staff.ContainsKey(c.Staff.Id) ? Nothing : new StaffAdded(c.Staff with { Loan = null }, c.By, c.At),
            RemoveStaff c when !state.Staff.TryGetValue(c.Member, out var one) => Nothing,
            RemoveStaff c => state.Staff[c.Member].Loan is { } loan ? IsLent(loan) : new StaffRemoved(c.Member, c.By, c.At),
            LendStaff c when !state.Staff.ContainsKey(c.Member) => Reject(Unknown, c.Member.ToString()),
            LendStaff c when c.Loan.To < c.Loan.From || c.Loan.To.DayNumber - c.Loan.From.DayNumber >= LongestTerm => Reject(BadTerm),
            LendStaff c when state.Staff[c.Member].Loan is { } loan && loan.Community != c.Loan.Community => IsLent(loan),
            LendStaff c => state.Staff[c.Member].Loan == c.Loan ? Nothing : new StaffLent(state.Staff[c.Member], c.Loan, c.By, c.At),
            ReturnStaff c when state.Staff.GetValueOrDefault(c.Member)?.Loan is not { } loan || loan.Community != c.Community => Nothing,
            ReturnStaff c => new StaffReturned(c.Member, c.Community, c.By, c.At),
            _ => throw new Unforeseen(command),
        };

    private static Decision IsLent(Loan loan) => Reject(Lent, loan.Community, loan.To.ToString("O", null));

    public static Pool Evolve(Pool state, Event happened) =>
        happened switch
        {
            StaffAdded e => state.With(e.Staff),
            StaffRemoved e => new(state.Staff.Remove(e.Member)),
            StaffLent e when state.Staff.TryGetValue(e.Staff.Id, out var one) => state.With(one with { Loan = e.Loan }),
            StaffLent => state,
            StaffReturned e when state.Staff.TryGetValue(e.Member, out var one) => state.With(one with { Loan = null }),
            StaffReturned => state,
            _ => throw new Unforeseen(happened),
        };

    private Pool With(PoolStaff one) => new(Staff.SetItem(one.Id, one));
}

/// <summary>Loan to a community, with its first and last day.</summary>
public sealed record Loan(string Community, DateOnly From, DateOnly To);

/// <summary>Person in a street's pool.</summary>
/// <param name="Id">Id, the same in the team of the community that has them.</param>
/// <param name="Unit">Department or company that sends them, up to 40 characters.</param>
/// <param name="Skills">Set only in records stored before <see cref="SealedSkills"/> existed.</param>
/// <param name="Contact">Name and phones, sealed.</param>
/// <param name="Loan">Loan; null while they are lent to nobody.</param>
/// <param name="SealedSkills">Skills, sealed under the same key as the contact; null where nothing is known.</param>
public sealed record PoolStaff(
    MemberId Id,
    string Unit,
    ListOf<string> Skills,
    Sealed Contact,
    Loan? Loan = null,
    Sealed? SealedSkills = null
);

public abstract record PoolCommand : Command;

public sealed record AddStaff(PoolStaff Staff, By By, DateTimeOffset At) : PoolCommand;

/// <summary>Sends a person back to their unit; refused while they are lent.</summary>
public sealed record RemoveStaff(MemberId Member, By By, DateTimeOffset At) : PoolCommand;

/// <summary>Lends a person, or gives another term with the same community.</summary>
public sealed record LendStaff(MemberId Member, Loan Loan, By By, DateTimeOffset At) : PoolCommand;

/// <summary>Records that a person has left the community's team.</summary>
public sealed record ReturnStaff(MemberId Member, string Community, By By, DateTimeOffset At) : PoolCommand;

public abstract record PoolEvent : Event;

[Stored("pool.staff-added.v1")]
public sealed record StaffAdded(PoolStaff Staff, By By, DateTimeOffset At) : PoolEvent;

[Stored("pool.staff-removed.v1")]
public sealed record StaffRemoved(MemberId Member, By By, DateTimeOffset At) : PoolEvent;

/// <param name="Staff">Person as recorded when they were lent.</param>
[Stored("pool.staff-lent.v1")]
public sealed record StaffLent(PoolStaff Staff, Loan Loan, By By, DateTimeOffset At) : PoolEvent;

[Stored("pool.staff-returned.v1")]
public sealed record StaffReturned(MemberId Member, string Community, By By, DateTimeOffset At) : PoolEvent;
