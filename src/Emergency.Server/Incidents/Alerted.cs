using System.Collections.Immutable;
using System.Runtime.InteropServices;
using Emergency.Domain;

namespace Emergency.Server.Incidents;

/// <summary>A task of an incident.</summary>
[StructLayout(LayoutKind.Auto)]
public readonly record struct TaskKey(IncidentId Incident, TaskId Task);

/// <summary>Which tasks each team member is alerted to now, which each account holds, and which accounts stand for a member.</summary>
public sealed record Alerted(ImmutableDictionary<MemberId, ImmutableHashSet<TaskKey>> ByMember, ImmutableDictionary<AccountId, ImmutableHashSet<TaskKey>> ByHolder, ImmutableDictionary<MemberId, ImmutableHashSet<AccountId>> Accounts, ImmutableDictionary<AccountId, MemberId> Members)
{
    public static readonly Alerted Nobody = new(ImmutableDictionary<MemberId, ImmutableHashSet<TaskKey>>.Empty, ImmutableDictionary<AccountId, ImmutableHashSet<TaskKey>>.Empty, ImmutableDictionary<MemberId, ImmutableHashSet<AccountId>>.Empty, ImmutableDictionary<AccountId, MemberId>.Empty);

    /// <summary>Tasks an account holds or its member is alerted to.</summary>
    public ImmutableHashSet<TaskKey> Of(AccountId account, MemberId? member) =>
        ByHolder.GetValueOrDefault(account, []).Union(member is { } id ? ByMember.GetValueOrDefault(id, []) : []);
}
