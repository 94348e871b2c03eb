using Emergency.Domain;
using Emergency.Domain.Drills;
using Emergency.Domain.Places;
using Emergency.Domain.Warnings;
using Emergency.Hotlines;
using Emergency.Hotlines.Cap;
using Emergency.Hotlines.Messages;
using Emergency.Server.Across.CaseIntake;
using Emergency.Server.Features.Drills;
using Emergency.Server.Features.Drills.Playing;
using Emergency.Server.Features.Hotlines;
using Emergency.Server.Features.Places;
using Emergency.Server.Features.Warnings;
using Emergency.Server.Foundation;
using Emergency.Server.Foundation.Problems;
using Emergency.Server.Infrastructure.Dispatch;
using Emergency.Server.Infrastructure.Views;

namespace Emergency.Server.Across.Injects;

/// <summary>Brings the content of an inject into its drill's realm and nowhere else. A repetition is recognised as the same.</summary>
internal sealed class Landing(Insisting insisting, Intake intake, TimeProvider time)
{
    internal const string Sender = "director";
    internal static readonly By Director = new(new(Sender), Role.Controller);

    public async Task Bring(DrillKnown drill, Scenario scenario, Inject inject, Known known, CancellationToken held)
    {
        var (live, what) = (time.GetUtcNow(), $"{drill.Id} {inject.Id} lands");
        switch (inject.Method)
        {
            case Method.HotlineCase said:
                await Case(drill, inject.Id, said, drill.State.Now(live), held);
                break;
            case Method.CapWarning said:
                await Send(what, Warn(drill, inject.Id, said, known), held);
                break;
            case Method.LinkDown said:
                await Send(what, (Entities.Drill(drill.Id), new BreakOff(inject.Id, said.Line, said.Lasts, Director, live)), held);
                break;
            case Method.BaseStationDown said:
                await Send(what, (Entities.Drill(drill.Id), new BreakOff(inject.Id, null, said.Lasts, Director, live)), held);
                break;
            default:
                await Send(
                    what,
                    (
                        Entities.Cue(drill.Realm, new(Derived.Id(drill.Id.Value, inject.Id))),
                        new GiveCue(Said(inject, Players(drill, scenario, inject, known)), drill.State.Injects[inject.Id].RealmAt)
                    ),
                    held
                );
                break;
        }
    }

    private Task Send(string what, (Engine.EntityId To, Command Command) one, CancellationToken held) =>
        insisting.Send(Sender, what, one.To, one.Command, null, held);

    private Task Case(DrillKnown drill, string inject, Method.HotlineCase said, DateTimeOffset now, CancellationToken held)
    {
        var created = InjectCase.Of(
            said.Number,
            said.Category,
            said.Priority,
            said.Title,
            said.Description,
            said.Address,
            said.Lon is { } lon && said.Lat is { } lat ? (lon, lat) : null,
            drill.Facts.Communities[0],
            said.Trapped,
            now
        );
        var id = InjectCase.MessageId(drill.Id, inject);
        return insisting.Until(
            Sender,
            "case",
            () =>
                intake.Take(
                    drill.Realm,
                    new Partner(HotlineCode.Of(said.Line)!.Value, null),
                    id,
                    new HotlineMessage(id, said.Line, now, created),
                    Derived.Digest(id),
                    held
                ),
            held
        );
    }

    /// <summary>Sends a CAP 1.2 message with status Exercise, read like any other; in the realm it warns as if it were actual.</summary>
    private static (Engine.EntityId, Command) Warn(DrillKnown drill, string inject, Method.CapWarning said, Known known)
    {
        var at = drill.State.Injects[inject].RealmAt;
        var home = Divisions.County(drill.Facts.Communities[0]);
        var places = known.Of<PlacesKnown>(drill.Realm);
        var areas = drill.Facts.Communities.Select(code => new CapArea(places.Name(code) ?? code, [], [], [new("行政区划代码", code)]));
        var what = Sentences.In("zh-CN")[IncidentAsCap.Word(said.Hazard)];
        var info = new CapInfo(
            "zh-CN",
            [IncidentAsCap.CategoryOf(said.Hazard)],
            what,
            [],
            CapUrgency.Immediate,
            SeverityOf(said.Level),
            CapCertainty.Likely,
            [],
            at,
            null,
            at + said.Lasts,
            "演练",
            said.Headline,
            null,
            said.Instruction,
            null,
            null,
            [],
            [.. areas]
        );
        var alert = new CapAlert(
            $"{drill.Id}.{inject}",
            "emergency-drill",
            at,
            CapStatus.Exercise,
            CapMessageType.Alert,
            CapScope.Public,
            null,
            null,
            [],
            null,
            [info]
        );
        // The scenario determines the hazard; nothing is in doubt.
        var facts = WarningReading.Of(alert, [], home, places, known.InForce).Warns[0] with
        {
            Hazard = said.Hazard,
            Level = said.Level,
            Played = true,
            Excluded = null,
            Unplaced = null,
            Doubt = null,
            Marks = null,
        };
        return (Entities.Warning(drill.Realm, WarningKnown.IdOf(home, facts.Key)), new ReceiveWarning(facts, known.At.Value, Director, at));
    }

    private static CapSeverity SeverityOf(WarningLevel level) =>
        level switch
        {
            WarningLevel.Red => CapSeverity.Extreme,
            WarningLevel.Orange => CapSeverity.Severe,
            WarningLevel.Yellow => CapSeverity.Moderate,
            _ => CapSeverity.Minor,
        };

    private static CueFacts Said(Inject inject, ListOf<AccountId> to) =>
        inject.Method switch
        {
            Method.Message one => new(inject.Id, CueWay.Message, one.From, one.Text, null, null, to),
            Method.PhoneCall one => new(inject.Id, CueWay.Call, one.From, one.Text, null, null, to),
            Method.MissingPerson one => new(inject.Id, CueWay.Missing, null, one.Description, one.Age, one.LastSeen, to),
            _ => throw new Unforeseen(inject.Method),
        };

    /// <summary>
    /// The accounts that play the inject's roles in the drill's communities; in a solo drill the person who began it plays them all.
    /// </summary>
    private static ListOf<AccountId> Players(DrillKnown drill, Scenario scenario, Inject inject, Known known)
    {
        if (drill is { Facts.Form: DrillForm.Solo, State.Start: { } start })
            return [start.By.Account];
        var roles = scenario
            .Participants.Where(one => inject.To.Contains(one.Id, StringComparer.Ordinal))
            .Select(one => one.Role)
            .ToHashSet();
        return [.. roles.SelectMany(role => PlayerEndpoints.Playing(drill, role, known)).Select(account => account.Id).Distinct()];
    }
}
