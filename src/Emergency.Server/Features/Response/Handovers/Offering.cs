using Emergency.Domain;
using Emergency.Domain.Accounts;
using Emergency.Domain.AtRisk;
using Emergency.Domain.Places;
using Emergency.Hotlines.Messages;
using Emergency.Server.Features.Incidents;
using Emergency.Server.Features.People;
using Emergency.Server.Features.Places;
using Emergency.Server.Foundation;
using Emergency.Server.Infrastructure.Dispatch;
using Emergency.Server.Infrastructure.Encryption;
using Emergency.Server.Infrastructure.Views;

namespace Emergency.Server.Features.Handovers;

/// <summary>Writes the message to the hotline: place, doors and needs, so that the persons are found. It holds no names.</summary>
internal sealed class Offering(ISealing sealing, Insisting insisting)
{
    /// <summary>The message: its id and time are the same at every attempt.</summary>
    public byte[] Write(HandoverKnown handover, Known known)
    {
        var (facts, residents) = (handover.Facts, known.Of<ResidentsKnown>());
        var persons = facts.Persons.Select(id => residents.Persons.GetValueOrDefault(id)).OfType<PersonKnown>().ToList();
        var incident = known.Of<IncidentsKnown>().Find(facts.Incident);
        // A report later than the offer can know the place better, but the place in the offer comes first.
        var point =
            facts.Location?.Point
            ?? persons.Select(residents.PointOf).FirstOrDefault(found => found is not null)
            ?? incident?.State.Location?.Point;
        var address =
            persons.Select(person => Door(person, residents)).FirstOrDefault(door => door.Length > 0)
            ?? incident
                ?.State.Reports.Values.OrderBy(report => report.At)
                .Select(report => sealing.Open<CaseText>(report.Text)?.Address)
                .LastOrDefault(text => !string.IsNullOrEmpty(text));
        var text = string.Join(
            "；",
            persons
                .Select(person => Told(person, residents))
                .Append(sealing.Open<FreeText>(facts.Text)?.Text ?? "")
                .Where(part => part.Length > 0)
        );
        var county = Divisions.County(facts.Division);
        return MessageWriter.Write(
            handover.Message.ToString(),
            $"{known.Of<PlacesKnown>().Name(county)}应急指挥中心",
            handover.OfferedAt,
            new(
                handover.Id.Value,
                facts.Incident.Value,
                HandoverEndpoints.Kebab(facts.Kind),
                point is null ? null : new Coordinates(point.Lon, point.Lat, MapDatum.WGS84),
                address,
                facts.Patients,
                text,
                facts.ReplyBefore
            )
        );
    }

    /// <summary>
    /// Records, on behalf of the offering account, that the hotline gets the persons' doors and needs. The record is durable
    /// before anything leaves, and is made once however often the message is sent.
    /// </summary>
    public async Task Record(HandoverKnown handover, CancellationToken stop)
    {
        if (handover.Facts.Persons.Count == 0)
            return;
        var access = AccessId.From(Derived.Id(handover.Id.Value, "read"));
        var log = Entities.Audit(Entities.Live, Shanghai.Day(handover.OfferedAt), Divisions.County(handover.Facts.Division));
        await insisting.Send(
            "handovers",
            $"{handover.Id} read",
            log,
            new RecordAccess(
                access,
                AccessPurpose.Handover,
                handover.Facts.Incident,
                handover.Facts.Division,
                handover.Facts.Persons,
                null,
                null,
                handover.State.OfferedBy!,
                handover.OfferedAt
            ),
            handover.At,
            stop
        );
    }

    /// <summary>Door of a person, and the needs there, as 120 must know them.</summary>
    internal static string Told(PersonKnown person, ResidentsKnown residents)
    {
        var needs = string.Join('、', person.Listed.Needs.Select(code => AtRiskTable.BuiltIn.Need(code).Told));
        return needs.Length == 0 ? Door(person, residents) : $"{Door(person, residents)}（{needs}）";
    }

    private static string Door(PersonKnown person, ResidentsKnown residents)
    {
        var home = person.Household is { } id ? residents.Households.GetValueOrDefault(id)?.Contact : null;
        if ((person.Contact.Address ?? home?.Address) is { Length: > 0 } address)
            return address;
        return string.Concat(person.Listed.Building ?? home?.Building, person.Listed.Unit ?? home?.Unit, person.Listed.Room ?? home?.Room);
    }
}
