using System.Collections.Concurrent;
using System.Collections.Frozen;
using Emergency.Domain;
using Emergency.Domain.Hotlines;
using Emergency.Hotlines;
using Emergency.Server.Features.Incidents;
using Emergency.Server.Features.Places;
using Emergency.Server.Foundation;
using Emergency.Server.Infrastructure.Broadcast;
using Emergency.Server.Infrastructure.Views;

namespace Emergency.Server.Features.Hotlines;

/// <summary>
/// State of the connection to a hotline: by voice only, unknown because it has never answered yet, by machine, or not by
/// machine at the moment (线路中断).
/// </summary>
internal enum Link
{
    Voice,
    Asking,
    Up,
    Down,
}

/// <summary>
/// States of the lines, the same on every node, but no facts of the journal. Subscribers of a division or an open
/// incident hear of a change of the lines that serve it at once.
/// </summary>
internal sealed class LineLinks(Partners partners, Outlet outlet, Clock clock)
{
    public const string View = "hotline";
    private readonly DateTimeOffset _began = clock.Now(Entities.Live);
    private readonly ConcurrentDictionary<string, (Link Link, DateTimeOffset Since)> _found = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, TaskCompletionSource> _back = new(StringComparer.Ordinal);
    private readonly Lock _telling = new();
    private volatile Told _told = Told.Nothing;

    /// <summary>State of each line, those of the settings first.</summary>
    public IReadOnlyList<LineStanding> All(Known known) => [.. partners.All(known).Select(Of)];

    /// <summary>
    /// The line that serves a division, for each number. A city or province can have several: the one in the worst state is
    /// returned.
    /// </summary>
    public IReadOnlyList<LinkLight> Of(Known known, string division) => Of(All(known), Register(known), division);

    /// <summary>Completes when the line comes back the next time.</summary>
    public Task Back(string line) => _back.GetOrAdd(line, _ => new(TaskCreationOptions.RunContinuationsAsynchronously)).Task;

    /// <summary>Publishes the state of a line, and since when it holds. A single teller per line.</summary>
    public void Tell(Partner partner, Link link, DateTimeOffset since, Known known)
    {
        var before = _found.TryGetValue(partner.Line, out var found) ? found.Link : (Link?)null;
        _found[partner.Line] = (link, since);
        Refresh(known);
        if (link == Link.Up && before != Link.Up && _back.TryRemove(partner.Line, out var waiting))
            waiting.TrySetResult();
    }

    /// <summary>Tells subscribers of changes since they were last told: a line is up or down, was set up or has ended.</summary>
    public void Refresh(Known known)
    {
        lock (_telling)
        {
            var (before, after) = (_told, Now(known));
            var changes = new Changes();
            foreach (var (area, lights) in after.ByArea)
            {
                var news = lights.Except(before.In(area)).ToList();
                if (news.Count > 0 && known.TryOf<PlacesKnown>() is { } places)
                    foreach (var division in Divisions(places, area))
                        To(Group.Division(Entities.Live, division), news);
            }
            foreach (var incident in known.TryOf<IncidentsKnown>()?.Open ?? [])
                To(Group.Incident(Entities.Live, incident.Id), after.Near(incident.Id).Except(before.Near(incident.Id)));
            _told = after;
            outlet.Pass(changes.All);

            void To(Group group, IEnumerable<LinkLight> lights)
            {
                foreach (var light in lights)
                    changes.To(group, View, light.Hotline, light);
            }
        }
    }

    /// <summary>Tells a new subscriber of a group the latest states.</summary>
    public void Show(Group group, Changes changes)
    {
        if (group is not { Kind: "division" or "incident" })
            return;
        var told = _told;
        foreach (var light in group.Kind == "division" ? told.In(group.Id) : told.Near(new IncidentId(Guid.Parse(group.Id))))
            changes.To(group, View, light.Hotline, light);
    }

    private LineStanding Of(Partner partner) =>
        !partner.HasMachine ? new(partner, Link.Voice, _began)
        : _found.TryGetValue(partner.Line, out var found) ? new(partner, found.Link, found.Since)
        : new(partner, Link.Asking, _began);

    private static LineRegister Register(Known known) => known.TryOf<LinesKnown>()?.Register ?? LineRegister.None;

    private static IReadOnlyList<LinkLight> Of(IReadOnlyList<LineStanding> all, LineRegister register, string division) =>
        [
            .. HotlineCode.All.Select(code =>
                Serving([.. all.Where(line => line.Partner.Code == code)], division).Light with
                {
                    Turned = register.Turned(code.Number, area => Partner.Touches(area, division)),
                }
            ),
        ];

    private static LineStanding Serving(IReadOnlyList<LineStanding> lines, string division) =>
        division.Length >= 6
            ? lines.Where(line => line.Partner.Reach(division) is not null).MaxBy(line => line.Partner.Reach(division))!
            : lines
                .Where(line => line.Partner.Areas.Count == 0 || line.Partner.Areas.Any(area => Partner.Touches(area, division)))
                .MaxBy(line => (line.Partner.Areas.Count > 0, line.Link))!;

    private Told Now(Known known)
    {
        var (all, register) = (All(known), Register(known));
        var counties = (known.TryOf<PlacesKnown>()?.Below("") ?? []).Select(county => county.Code).ToList();
        return new(
            Of(all, register, ""),
            counties
                .SelectMany(code => (string[])[code[..2], code[..4], code])
                .Distinct(StringComparer.Ordinal)
                .ToFrozenDictionary(code => code, code => Of(all, register, code), StringComparer.Ordinal),
            known.TryOf<IncidentsKnown>()
        );
    }

    /// <summary>Divisions to tell: a county with its streets and communities; of a city or province only itself.</summary>
    private static IEnumerable<string> Divisions(PlacesKnown places, string area)
    {
        yield return area;
        if (area.Length == 6)
            foreach (var street in places.Below(area))
            {
                yield return street.Code;
                foreach (var community in places.Below(street.Code))
                    yield return community.Code;
            }
    }

    /// <summary>States last told to subscribers.</summary>
    /// <param name="Elsewhere">Lines of divisions that no register names yet.</param>
    /// <param name="ByArea">Lines of provinces (2 digits), cities (4) and counties (6).</param>
    private sealed record Told(
        IReadOnlyList<LinkLight> Elsewhere,
        FrozenDictionary<string, IReadOnlyList<LinkLight>> ByArea,
        IncidentsKnown? Incidents
    )
    {
        public static readonly Told Nothing = new([], FrozenDictionary<string, IReadOnlyList<LinkLight>>.Empty, null);

        public IReadOnlyList<LinkLight> In(string division) =>
            ByArea.GetValueOrDefault(division.Length > 6 ? division[..6] : division, Elsewhere);

        public IReadOnlyList<LinkLight> Near(IncidentId incident) => In(Incidents?.Find(incident)?.State.County ?? "");
    }
}
