using System.Buffers.Binary;
using System.Text;
using Emergency.Domain;

namespace Emergency.Server.Features.People;

/// <summary>The guardians of a person as bytes, in memory only: they are asked for one person at a time, and as objects they cost four times as much for everybody.</summary>
internal static class GuardiansPacked
{
    [Flags]
    private enum Has : byte
    {
        Nothing = 0,
        OtherPerson = 1,
        Local = 2,
        NotLocal = 4,
        From = 8,
        To = 16,
        Notice = 32,
    }

    public static byte[] Of(PersonId ward, ListOf<GuardianKnown> guardians)
    {
        if (guardians.Count == 0)
            return [];
        var to = new List<byte>(80 * guardians.Count);
        foreach (var (id, person, contact) in guardians)
        {
            var has =
                (person == ward ? Has.Nothing : Has.OtherPerson)
                | (contact.Local is { } local ? (local ? Has.Local : Has.NotLocal) : Has.Nothing)
                | (contact.From is null ? Has.Nothing : Has.From)
                | (contact.To is null ? Has.Nothing : Has.To)
                | (contact.Notice is null ? Has.Nothing : Has.Notice);
            to.Add((byte)has);
            to.AddRange(id.Value.ToByteArray());
            if (person != ward)
                to.AddRange(person.Value.ToByteArray());
            foreach (var day in (DateOnly?[])[contact.From, contact.To, contact.Notice])
                if (day is { DayNumber: var number })
                    Add(to, number);
            foreach (var text in (string?[])[contact.Role, contact.Name, contact.Relation, contact.Where, contact.Register])
                Add(to, text);
            Add(to, contact.Phones.Count);
            foreach (var phone in contact.Phones)
                Add(to, phone);
        }
        return [.. to];
    }

    public static ListOf<GuardianKnown> Read(PersonId ward, byte[] packed)
    {
        if (packed.Length == 0)
            return [];
        var from = new Reading(packed);
        var read = new List<GuardianKnown>(1);
        while (!from.IsOver)
        {
            var has = (Has)from.Byte();
            var (id, person) = (new GuardianId(from.Id()), has.HasFlag(Has.OtherPerson) ? new PersonId(from.Id()) : ward);
            var (begins, ends, notice) = (from.Day(has, Has.From), from.Day(has, Has.To), from.Day(has, Has.Notice));
            var (role, name, relation, where, register) = (from.Text(), from.Text(), from.Text(), from.Text(), from.Text());
            var phones = new string[from.Number()];
            for (var n = 0; n < phones.Length; n++)
                phones[n] = from.Text()!;
            bool? local =
                has.HasFlag(Has.Local) ? true
                : has.HasFlag(Has.NotLocal) ? false
                : null;
            read.Add(new(id, person, new(role!, name!, relation, [.. phones], where, local, begins, ends, register) { Notice = notice }));
        }
        return [.. read];
    }

    private static void Add(List<byte> to, string? text)
    {
        if (text is null)
        {
            Add(to, 0);
            return;
        }
        var bytes = Encoding.UTF8.GetBytes(text);
        Add(to, bytes.Length + 1);
        to.AddRange(bytes);
    }

    // Lengths are small; days are not, and few.
    private static void Add(List<byte> to, int number)
    {
        if (number < byte.MaxValue)
        {
            to.Add((byte)number);
            return;
        }
        Span<byte> bytes = stackalloc byte[sizeof(int)];
        BinaryPrimitives.WriteInt32LittleEndian(bytes, number);
        to.Add(byte.MaxValue);
        to.AddRange(bytes);
    }

    private ref struct Reading(ReadOnlySpan<byte> from)
    {
        private ReadOnlySpan<byte> _left = from;

        public readonly bool IsOver => _left.IsEmpty;

        public byte Byte() => Bytes(1)[0];

        public Guid Id() => new(Bytes(16));

        public DateOnly? Day(Has has, Has which) => has.HasFlag(which) ? DateOnly.FromDayNumber(Number()) : null;

        public int Number() => Byte() is var small and < byte.MaxValue ? small : BinaryPrimitives.ReadInt32LittleEndian(Bytes(sizeof(int)));

        public string? Text() =>
            Number() switch
            {
                0 => null,
                1 => "",
                var length => Encoding.UTF8.GetString(Bytes(length - 1)),
            };

        private ReadOnlySpan<byte> Bytes(int count)
        {
            var bytes = _left[..count];
            _left = _left[count..];
            return bytes;
        }
    }
}
