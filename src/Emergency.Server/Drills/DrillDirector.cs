using Emergency.Domain;
using Emergency.Domain.Accounts;
using Emergency.Domain.Drills;
using Emergency.Engine;
using Emergency.Hotlines;
using Emergency.Hotlines.Messages;
using Emergency.Server.Hotlines;
using Emergency.Server.Reactions;
using Emergency.Server.Views;

namespace Emergency.Server.Drills;

/// <summary>
/// Plays what scenarios say, on the node that holds the duty: each inject when it is due by the drill's clock, and the end. What a hotline would say goes into the realm as a case; what people say by word of mouth is marked as due, for the controller to say it.
/// An inject counts once, also with two nodes: it is an event of the drill; the case behind it is sent again by whoever takes the duty over, and found to be the same.
/// </summary>
public sealed partial class DrillDirector(IDuties duties, IFeed feed, Folding folding, Scenarios scenarios, Insisting insisting, Intake intake, TimeProvider time, ILogger<DrillDirector> log) : BackgroundService
{
    private const string Sender = "director";
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(250);
    private static readonly By Director = new(new(Sender), Role.Controller);

    protected override Task ExecuteAsync(CancellationToken stoppingToken) => duties.Hold("drills", Direct, stoppingToken);

    private async Task Direct(CancellationToken held)
    {
        await folding.At(await feed.Head(held), Timeout.InfiniteTimeSpan, held);
        var landed = new HashSet<(DrillId, string)>();
        while (!held.IsCancellationRequested)
        {
            var known = folding.Now;
            foreach (var drill in known.Of<DrillsKnown>().Playing.Select(id => known.Of<DrillsKnown>().All[id]))
#pragma warning disable CA1031 // One drill's fault must not keep the director from all others.
                try { await Direct(drill, known, landed, held); }
                catch (Exception bug) when (bug is not OperationCanceledException) { Failed(log, drill.Id.ToString(), bug); }
#pragma warning restore CA1031
            await Task.Delay(Look, time, held).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task Direct(DrillKnown drill, Known known, HashSet<(DrillId, string)> landed, CancellationToken held)
    {
        if (scenarios.Find(drill.Facts.Scenario, known) is not { } scenario || Scenarios.CourseOf(drill, known, time.GetUtcNow()) is not { } course) return;
        foreach (var (id, done) in drill.State.Injects)
            if (done.Fate == InjectFate.Fired && landed.Add((drill.Id, id)) && scenario.Inject(id) is { Method: Method.HotlineCase said }) await Land(drill, id, said, held);
        if (drill.State.Stage != DrillStage.Running || !drill.State.Real.IsEmpty) return;
        foreach (var inject in scenario.Injects.Where(one => !drill.State.Injects.ContainsKey(one.Id) && course.Due(scenario, one) <= course.Until))
            await Told(drill, $"inject {inject.Id}", new DoInject(inject.Id, InjectFate.Fired, Director, time.GetUtcNow()), held);
        if (course.Until >= course.Start + scenario.End.At || (scenario.End.When is { } end && course.Events.Any(end.Matches)))
            await Told(drill, "end", new EndDrill(EndReason.Finished, Director, time.GetUtcNow()), held);
    }

    // A refusal (a real call came between) uses up this id for nothing: nothing is remembered of what was refused.
    private async Task Told(DrillKnown drill, string what, DrillCommand command, CancellationToken held)
    {
        var sent = await insisting.Send(Sender, $"{drill.Id} {what}", Entities.Drill(drill.Id), command, null, held);
        if (sent.Accepted) await folding.At(sent.Position, Timeout.InfiniteTimeSpan, held);
    }

    private async Task Land(DrillKnown drill, string inject, Method.HotlineCase said, CancellationToken held)
    {
        var now = drill.State.Now(time.GetUtcNow());
        var created = InjectCase.Of(said.Number, said.Category, said.Priority, said.Title, said.Description, said.Address, said.Lon is { } lon && said.Lat is { } lat ? (lon, lat) : null, drill.Facts.Communities[0], said.Trapped, now);
        var id = InjectCase.MessageId(drill.Id, inject);
        await intake.Take(drill.Realm, HotlineCode.Of(said.Line)!.Value, id, new HotlineMessage(id, said.Line, now, created), Derived.Digest(id), held);
    }

    [LoggerMessage(LogLevel.Error, "Drill {Drill} could not be directed")]
    private static partial void Failed(ILogger log, string drill, Exception bug);
}
