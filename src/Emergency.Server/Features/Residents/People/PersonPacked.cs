using Emergency.Domain;
using Emergency.Domain.Places;
using Emergency.Server.Infrastructure.Encryption;
using Emergency.Server.Infrastructure.Leaves;

namespace Emergency.Server.Features.People;

/// <summary>
/// Data used for a single person at a time, as bytes, in memory only: as objects it would cost three times as much, for
/// everybody. Facts for lists and searches stay unpacked in <see cref="PersonListed"/>.
/// </summary>
internal static class PersonPacked
{
    [Flags]
    private enum At : byte
    {
        Nowhere = 0,
        Point = 1,
        OtherOriginal = 2,
    }

    [Flags]
    private enum Has : byte
    {
        Nothing = 0,
        LivesAlone = 1,
        Consent = 2,
        NoConsent = 4,
        BornIn = 8,
    }

    [Flags]
    private enum Guards : byte
    {
        Nothing = 0,
        OtherPerson = 1,
        Local = 2,
        NotLocal = 4,
        From = 8,
        To = 16,
        Notice = 32,
    }

    private const int Contacted = 96,
        Sensed = 48,
        Guarded = 80;

    public static byte[] Of(PersonId person, PersonContact contact, PersonSensitive sensitive, ListOf<GuardianKnown> guardians)
    {
        var to = new PackedWriter(Contacted + Sensed + Guarded * guardians.Count);
        to.Part(Of(contact));
        to.Part(Of(sensitive));
        foreach (var guardian in guardians)
            Add(to, person, guardian);
        return to.ToArray();
    }

    public static PersonContact Contact(byte[] packed, PersonListed listed)
    {
        var from = new PackedReader(packed).Part();
        var location = Location(ref from);
        return new(
            listed.Name,
            from.Text(),
            [.. from.Texts()],
            from.Text(),
            listed.Building,
            listed.Unit,
            listed.Floor,
            listed.Room,
            location
        );
    }

    /// <summary>The person's own point.</summary>
    public static Located? Location(byte[] packed)
    {
        var from = new PackedReader(packed).Part();
        return Location(ref from);
    }

    public static PersonSensitive Sensitive(byte[] packed, PersonListed listed)
    {
        var from = PastContact(packed).Part();
        var has = (Has)from.Byte();
        int? bornIn = has.HasFlag(Has.BornIn) ? from.Number() : null;
        bool? consent =
            has.HasFlag(Has.Consent) ? true
            : has.HasFlag(Has.NoConsent) ? false
            : null;
        var (id, mobility, health, register) = (from.Text(), from.Text(), from.Text(), from.Text());
        return new(
            listed.Kinds,
            listed.Born,
            id,
            listed.Needs,
            mobility,
            listed.CareLevel,
            health,
            has.HasFlag(Has.LivesAlone),
            consent,
            listed.CheckedOn,
            register
        )
        {
            BornIn = bornIn,
            Capacity = from.Text(),
            CapacityBasis = from.Text(),
        };
    }

    public static ListOf<GuardianKnown> Guardians(PersonId ward, byte[] packed)
    {
        var from = PastContact(packed);
        from.Part();
        if (from.IsOver)
            return [];
        var read = new List<GuardianKnown>(1);
        while (!from.IsOver)
            read.Add(Guardian(ref from, ward));
        return [.. read];
    }

    private static PackedReader PastContact(byte[] packed)
    {
        var from = new PackedReader(packed);
        from.Part();
        return from;
    }

    private static PackedWriter Of(PersonContact contact)
    {
        var to = new PackedWriter(Contacted);
        if (contact.Location is { } location)
        {
            var other = location.Original != location.Point;
            to.Byte((byte)(other ? At.Point | At.OtherOriginal : At.Point));
            to.Byte((byte)location.Datum);
            Add(to, location.Point);
            if (other)
                Add(to, location.Original);
        }
        else
            to.Byte((byte)At.Nowhere);
        to.Text(contact.Sex);
        to.Texts(contact.Phones);
        to.Text(contact.Address);
        return to;
    }

    private static void Add(PackedWriter to, GeoPoint point)
    {
        to.Double(point.Lon);
        to.Double(point.Lat);
    }

    private static Located? Location(ref PackedReader from)
    {
        var at = (At)from.Byte();
        if (!at.HasFlag(At.Point))
            return null;
        var datum = (Datum)from.Byte();
        var point = new GeoPoint(from.Double(), from.Double());
        return new(point, datum, at.HasFlag(At.OtherOriginal) ? new(from.Double(), from.Double()) : point);
    }

    private static PackedWriter Of(PersonSensitive sensitive)
    {
        var to = new PackedWriter(Sensed);
        to.Byte(
            (byte)(
                (sensitive.LivesAlone ? Has.LivesAlone : Has.Nothing)
                | (sensitive.Consent is { } yes ? (yes ? Has.Consent : Has.NoConsent) : Has.Nothing)
                | (sensitive.BornIn is null ? Has.Nothing : Has.BornIn)
            )
        );
        if (sensitive.BornIn is { } year)
            to.Number(year);
        foreach (var text in (string?[])[sensitive.IdNumber, sensitive.Mobility, sensitive.Health, sensitive.Register])
            to.Text(text);
        to.Text(sensitive.Capacity);
        to.Text(sensitive.CapacityBasis);
        return to;
    }

    private static void Add(PackedWriter to, PersonId ward, GuardianKnown guardian)
    {
        var (id, person, contact) = guardian;
        to.Byte(
            (byte)(
                (person == ward ? Guards.Nothing : Guards.OtherPerson)
                | (contact.Local is { } local ? (local ? Guards.Local : Guards.NotLocal) : Guards.Nothing)
                | (contact.From is null ? Guards.Nothing : Guards.From)
                | (contact.To is null ? Guards.Nothing : Guards.To)
                | (contact.Notice is null ? Guards.Nothing : Guards.Notice)
            )
        );
        to.Id(id.Value);
        if (person != ward)
            to.Id(person.Value);
        foreach (var day in (DateOnly?[])[contact.From, contact.To, contact.Notice])
            if (day is { DayNumber: var number })
                to.Number(number);
        foreach (var text in (string?[])[contact.Role, contact.Name, contact.Relation, contact.Where, contact.Register])
            to.Text(text);
        to.Texts(contact.Phones);
    }

    private static GuardianKnown Guardian(ref PackedReader from, PersonId ward)
    {
        var has = (Guards)from.Byte();
        var (id, person) = (new GuardianId(from.Id()), has.HasFlag(Guards.OtherPerson) ? new PersonId(from.Id()) : ward);
        var (begins, ends, notice) = (Day(ref from, Guards.From), Day(ref from, Guards.To), Day(ref from, Guards.Notice));
        var (role, name, relation, where, register) = (from.Text(), from.Text(), from.Text(), from.Text(), from.Text());
        bool? local =
            has.HasFlag(Guards.Local) ? true
            : has.HasFlag(Guards.NotLocal) ? false
            : null;
        return new(id, person, new(role!, name!, relation, [.. from.Texts()], where, local, begins, ends, register) { Notice = notice });

        DateOnly? Day(ref PackedReader from, Guards which) => has.HasFlag(which) ? DateOnly.FromDayNumber(from.Number()) : null;
    }
}
