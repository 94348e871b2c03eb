using System.Runtime.CompilerServices;
using System.Text.Json;
using Emergency.Engine;
using Emergency.Server.Across.PositionSharing;
using Emergency.Server.Features.Accounts;
using Emergency.Server.Features.Hotlines;
using Emergency.Server.Features.Incidents;
using Emergency.Server.Features.Incidents.DoorChecks;
using Emergency.Server.Features.Places;
using Emergency.Server.Foundation;
using Emergency.Server.Infrastructure.Views;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace Emergency.Server.Tests.Live;

/// <summary>
/// Law: a client that joins a group gets the state it would have had it listened from the beginning; in a drill's realm, from the realm's
/// beginning. Checked over all groups of a journal, at its end and in between.
/// </summary>
internal sealed class SnapshotLaw : IChangeOutlet, IDisposable
{
    private static readonly HashSet<string> Passing = [Positions.View, LineLinks.View];
    private readonly IReadOnlyList<IView> _views;
    private readonly Folding _folding;
    private readonly int _each;
    private readonly Dictionary<Group, Dictionary<(string View, string Key), string>> _held = [];
    private readonly Dictionary<string, Known> _beginnings = new(StringComparer.Ordinal);
    private readonly Dictionary<(string, string, bool), string> _wrong = [];
    private long _folded;

    private SnapshotLaw(IFeed feed, Position last, IServiceProvider services)
    {
        // Views of its own: a running program folds its views at the same time.
        _views = [.. services.GetServices<IView>().Select(view => (IView)ActivatorUtilities.CreateInstance(services, view.GetType()))];
        // Folded by hand, one event at a time: a change comes with the state it has led to.
        _folding = new Folding(new Singly(feed, last), _views, TimeProvider.System, NullLogger<Folding>.Instance, new Realms(), this);
        _each = Math.Max(10, (int)(last.Value / 4));
    }

    /// <summary>An example of each view and kind of group that differ; none where the law holds.</summary>
    /// <param name="least">Least number of groups that hold something at the end.</param>
    public static async Task<IReadOnlyList<string>> Broken(IFeed feed, IServiceProvider services, int least, CancellationToken stop)
    {
        var last = await feed.Head(stop);
        using var law = new SnapshotLaw(feed, last, services);
        await law._folding.StartAsync(stop);
        (await law._folding.At(last, TimeSpan.FromMinutes(5), stop)).ShouldNotBeNull();
        await law._folding.StopAsync(stop);
        law._folding.BrokenViews.ShouldBeEmpty();
        law.Compare();
        least.ShouldBeLessThanOrEqualTo(law._held.Values.Count(held => held.Count > 0), "too few groups were told anything");
        return [.. law._wrong.Values];
    }

    public void Dispose() => _folding.Dispose();

    public bool Wants(Position at) => true;

    public void Publish(Position at, IReadOnlyList<Change> changes)
    {
        var known = _folding.Now;
        foreach (var realm in known.Realms.Keys)
            if (realm != Entities.Live)
                _beginnings.TryAdd(realm, known);
        foreach (var change in changes)
        {
            var held = Held(change.Group);
            if (change.Value is null)
                held.Remove((change.View, change.Key));
            else
                held[(change.View, change.Key)] = Text(change.Value);
        }
        if (++_folded % _each == 0)
            Compare();
    }

    private void Compare()
    {
        var known = _folding.Now;
        // A past realm is shown to nobody, and has no broadcasts any more.
        foreach (var group in _held.Keys.Concat(Everywhere(known)).Distinct().Where(group => known.HasRealm(group.Realm)).ToList())
        {
            var (held, shown) = (Held(group), Shown(known, group));
            foreach (var (one, value) in held.Except(shown))
                _wrong.TryAdd((one.View, group.Kind, true), $"at {known.At.Value} {group}: told, not shown: {one.View} {one.Key} {value}");
            foreach (var (one, value) in shown.Except(held))
                _wrong.TryAdd((one.View, group.Kind, false), $"at {known.At.Value} {group}: shown, not told: {one.View} {one.Key} {value}");
        }
    }

    private Dictionary<(string View, string Key), string> Held(Group group)
    {
        if (_held.TryGetValue(group, out var held))
            return held;
        return _held[group] = group.Realm == Entities.Live ? [] : Shown(_beginnings[group.Realm], group);
    }

    private Dictionary<(string View, string Key), string> Shown(Known known, Group group) =>
        Folding
            .Show(known, _views, group)
            .Where(one => !Passing.Contains(one.View))
            .GroupBy(one => (one.View, one.Key))
            .ToDictionary(one => one.Key, one => Text(one.Last().Value!));

    /// <summary>Groups that somebody can join, with broadcasts or without.</summary>
    private static IEnumerable<Group> Everywhere(Known known)
    {
        foreach (var realm in known.Realms.Keys)
        {
            foreach (var code in Codes(known.Of<PlacesKnown>(realm), ""))
                yield return Group.Division(realm, code);
            foreach (var incident in known.Of<IncidentsKnown>(realm).All.Keys)
                yield return Group.Incident(realm, incident);
            foreach (var doors in known.Of<DoorsKnown>(realm).All.Keys)
                yield return Group.Doors(realm, doors.Incident, doors.Community);
            foreach (var account in known.Of<AccountsKnown>().Accounts.Keys)
                yield return Group.Me(realm, account);
        }
    }

    private static IEnumerable<string> Codes(PlacesKnown places, string parent) =>
        places.Below(parent).SelectMany(one => Codes(places, one.Code).Prepend(one.Code));

    private static string Text(object value) => JsonSerializer.Serialize(value, value.GetType(), Json.Options);

    /// <summary>A feed in batches of one event, up to a position.</summary>
    private sealed class Singly(IFeed feed, Position last) : IFeed
    {
        public ValueTask<Position> Head(CancellationToken stop = default) => ValueTask.FromResult(last);

        public async IAsyncEnumerable<IReadOnlyList<Happened>> Read(
            Position after,
            [EnumeratorCancellation] CancellationToken stop = default
        )
        {
            await foreach (var batch in feed.Read(after, stop))
            {
                foreach (var happened in batch)
                    if (happened.Position <= last)
                        yield return [happened];
                if (batch.Count > 0 && batch[^1].Position >= last)
                    yield break;
            }
        }

        public IAsyncEnumerable<Happened> Stream(EntityId entity, Position upTo, CancellationToken stop = default) =>
            feed.Stream(entity, upTo, stop);

        public ValueTask<StreamsPage> Streams(
            IReadOnlyCollection<EntityId> entities,
            Position after,
            Position upTo,
            int limit,
            CancellationToken stop = default
        ) => feed.Streams(entities, after, upTo, limit, stop);
    }
}
