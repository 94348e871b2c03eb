using System.Collections.Immutable;
using Emergency.Domain;
using Emergency.Domain.Drills;
using Emergency.Server.Foundation;
using Emergency.Server.Infrastructure.Encryption;

namespace Emergency.Benchmarks.Years;

/// <summary>A drill of a community from its preparation to its evaluation, with an incident and its doors in the drill's realm.</summary>
internal sealed class Rehearsal(Pen pen, County county, Community community, Forks forks, Random random, DateTimeOffset at)
{
    private readonly DrillId _id = new(Guid.CreateVersion7(at));
    private DateTimeOffset _at = at;

    public async Task Play()
    {
        await pen.Keys(_id.Value);
        await Do(
            new PrepareDrill(
                new(
                    "全县演练",
                    "flood-night",
                    DrillForm.Field,
                    County.Code,
                    [community.Code],
                    TimeSpan.FromMinutes(60),
                    true,
                    Text("例安全"),
                    "停止演练",
                    null
                ),
                county.Duty,
                _at
            )
        );
        foreach (var party in Drill.Parties)
            await Do(new TellParty(party, Text("例班长"), county.Duty, Later()));
        var began = await Do(new StartDrill(Later(), RealmClock.Slowest, county.Duty, _at));
        forks.Begin(Realms.NameOf(_id), new(began, new(_at, _at, RealmClock.Slowest)));
        foreach (var inject in (string[])["rain-red", "river", "case"])
        {
            await Do(new DoInject(inject, InjectFate.Fired, county.Duty, Later()));
            await Tell(inject);
        }
        var scene = new Scene(pen, county, [community], Realms.NameOf(_id), random, Later());
        await scene.Run();
        if (random.Next(2) == 0)
            await scene.End();
        await Do(new NoteDrill(Guid.CreateVersion7(_at), Text("楼道照明不足"), county.Duty, Later()));
        await Do(new EndDrill(EndReason.Finished, county.Duty, Later()));
        await Do(new ObserveAction("doors", _at, county.Officer, Later()));
        await Do(new EvaluateDrill([], [], Text("讲评"), county.Duty, Later()));
    }

    private async Task Tell(string inject)
    {
        var to = Entities.Cue(Realms.NameOf(_id), new(Guid.CreateVersion7(_at)));
        var (given, by) = (
            new CueFacts(inject, CueWay.Message, "区气象台", "红色预警", null, null, [community.Secretary.Account]),
            community.Secretary
        );
        await pen.Send(to, new GiveCue(given, Later()), county.Duty, _at);
        await pen.Send(to, new ReadCue(by, Later()), by, _at);
    }

    private Task<Emergency.Engine.Position> Do(Command command) => pen.Send(Entities.Drill(_id), command, county.Duty, _at);

    private Sealed Text(string text) => pen.Sealing.Seal(_id.Value, new FreeText(text));

    private DateTimeOffset Later() => _at = _at.AddSeconds(random.Next(1, 20));
}

/// <summary>The realms of drills that have begun, as the engine must know them.</summary>
internal sealed class Forks(Realms realms)
{
    private readonly Lock _gate = new();
    private ImmutableDictionary<string, Realm> _all = ImmutableDictionary.Create<string, Realm>(StringComparer.Ordinal);

    public void Begin(string name, Realm realm)
    {
        lock (_gate)
            realms.Become(_all = _all.SetItem(name, realm));
    }
}
