using System.Collections.Immutable;
using System.Runtime.InteropServices;
using Emergency.Domain;
using Emergency.Domain.Incidents;

namespace Emergency.Server.Features.Incidents;

/// <summary>A task of an incident.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct TaskKey(IncidentId Incident, TaskId Task);

/// <summary>
/// Tasks by the people they concern: the team members they alert now, the accounts that hold or requested them; and the
/// accounts of each member.
/// </summary>
internal sealed record Alerted(
    ImmutableDictionary<MemberId, ImmutableHashSet<TaskKey>> ByMember,
    ImmutableDictionary<AccountId, ImmutableHashSet<TaskKey>> ByHolder,
    ImmutableDictionary<MemberId, ImmutableHashSet<AccountId>> Accounts,
    ImmutableDictionary<AccountId, MemberId> Members
)
{
    public static readonly Alerted Nobody = new(
        ImmutableDictionary<MemberId, ImmutableHashSet<TaskKey>>.Empty,
        ImmutableDictionary<AccountId, ImmutableHashSet<TaskKey>>.Empty,
        ImmutableDictionary<MemberId, ImmutableHashSet<AccountId>>.Empty,
        ImmutableDictionary<AccountId, MemberId>.Empty
    );

    /// <summary>Help that each account has requested in running incidents, with any result.</summary>
    public ImmutableDictionary<AccountId, ImmutableHashSet<TaskKey>> ByAsker { get; init; } =
        ImmutableDictionary<AccountId, ImmutableHashSet<TaskKey>>.Empty;

    /// <summary>Tasks an account holds or its member is alerted to.</summary>
    public ImmutableHashSet<TaskKey> Of(AccountId account) =>
        ByHolder
            .GetValueOrDefault(account, [])
            .Union(Members.TryGetValue(account, out var member) ? ByMember.GetValueOrDefault(member, []) : []);

    /// <summary>Tasks that are pushed to an account: those of <see cref="Of"/>, and the help it has requested.</summary>
    public ImmutableHashSet<TaskKey> Told(AccountId account) => Of(account).Union(ByAsker.GetValueOrDefault(account, []));

    /// <summary>True when a task is among those of <see cref="Told"/>.</summary>
    public bool Concerns(TaskKey key, AccountId account) =>
        ByHolder.GetValueOrDefault(account)?.Contains(key) == true
        || ByAsker.GetValueOrDefault(account)?.Contains(key) == true
        || (Members.TryGetValue(account, out var member) && ByMember.GetValueOrDefault(member)?.Contains(key) == true);

    /// <summary>
    /// Accounts to which a task is pushed now: its requester and its holder, or while nobody has it those of the members it
    /// alerts.
    /// </summary>
    public ImmutableHashSet<AccountId> Concerned(TaskKey key, IncidentTask? task) =>
        task is null
            ? []
            :
            [
                .. Holders(task),
                .. Askers(task),
                .. TaskSight.AlertedTo(task).SelectMany(member => Accounts.GetValueOrDefault(member, [])),
            ];

    internal Alerted With(TaskKey key, IncidentTask? before, IncidentTask? after)
    {
        var (was, now) = (AlertedMembers(before), AlertedMembers(after));
        var (held, holds) = (Holders(before), Holders(after));
        return this with
        {
            ByMember = Without(ByMember, was.Except(now), key)
                .SetItems(now.Except(was).Select(member => KeyValuePair.Create(member, ByMember.GetValueOrDefault(member, []).Add(key)))),
            ByHolder = Without(ByHolder, held.Except(holds), key)
                .SetItems(
                    holds.Except(held).Select(account => KeyValuePair.Create(account, ByHolder.GetValueOrDefault(account, []).Add(key)))
                ),
            ByAsker = ByAsker.SetItems(
                Askers(after)
                    .Except(Askers(before))
                    .Select(account => KeyValuePair.Create(account, ByAsker.GetValueOrDefault(account, []).Add(key)))
            ),
        };
    }

    /// <summary>Returns it without the help requested in an incident whose scene has ended.</summary>
    internal Alerted Without(IncidentId incident) =>
        ByAsker.Values.Any(keys => keys.Any(key => key.Incident == incident))
            ? this with
            {
                ByAsker = ByAsker
                    .Select(one => KeyValuePair.Create(one.Key, one.Value.Where(key => key.Incident != incident).ToImmutableHashSet()))
                    .Where(one => one.Value.Count > 0)
                    .ToImmutableDictionary(),
            }
            : this;

    internal Alerted Bind(AccountId account, MemberId? member)
    {
        var was = Members.TryGetValue(account, out var old) ? old : (MemberId?)null;
        if (was == member)
            return this;
        var accounts = was is { } before ? Without(Accounts, [before], account) : Accounts;
        return member is { } id
            ? this with
            {
                Accounts = accounts.SetItem(id, accounts.GetValueOrDefault(id, []).Add(account)),
                Members = Members.SetItem(account, id),
            }
            : this with
            {
                Accounts = accounts,
                Members = Members.Remove(account),
            };
    }

    private static ImmutableHashSet<MemberId> AlertedMembers(IncidentTask? task) => task is null ? [] : [.. TaskSight.AlertedTo(task)];

    private static ImmutableHashSet<AccountId> Holders(IncidentTask? task) =>
        task is { State: TaskState.Taken or TaskState.Arrived, Holder: { } holder } ? [holder.Account] : [];

    private static ImmutableHashSet<AccountId> Askers(IncidentTask? task) => task?.Help is { } help ? [help.By.Account] : [];

    private static ImmutableDictionary<TKey, ImmutableHashSet<TItem>> Without<TKey, TItem>(
        ImmutableDictionary<TKey, ImmutableHashSet<TItem>> index,
        IEnumerable<TKey> keys,
        TItem item
    )
        where TKey : notnull
    {
        foreach (var key in keys)
            if (index.TryGetValue(key, out var items))
                index = items.Count == 1 && items.Contains(item) ? index.Remove(key) : index.SetItem(key, items.Remove(item));
        return index;
    }
}
