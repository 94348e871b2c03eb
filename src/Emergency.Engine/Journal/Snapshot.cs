using Emergency.Engine.Entities;

namespace Emergency.Engine.Journal;

/// <summary>The state of an entity at one sequence, as it is kept. <paramref name="Form"/> names the state's form and the program that wrote it.</summary>
internal sealed record Snapshot(string Form, ReadOnlyMemory<byte> Bytes)
{
    private static readonly string Program = $"@{typeof(Snapshot).Module.ModuleVersionId}";

    /// <summary>True where a stream of this length, last kept at sequence <paramref name="kept"/>, is kept again: what is read on waking stays below a third of it, what is written in all below three times its last snapshot.</summary>
    public static bool IsDue(long sequence, long kept, int first) => sequence - kept >= Math.Max(first, kept / 2);

    /// <summary>Null where the state of this kind has no form.</summary>
    public static Snapshot? Of(Past past, string kind, IForms forms)
    {
        if (forms.WriteState(kind, past.State) is not var (form, state))
            return null;
        using var bytes = new MemoryStream(state.Length + past.Commands.Count * 48 + 128);
        using var writer = new BinaryWriter(bytes);
        writer.Write(past.Sequence);
        writer.Write(past.Hash);
        writer.Write(past.Commands.Count);
        foreach (var (id, command) in past.Commands)
        {
            writer.Write(id.ToByteArray());
            writer.Write((ulong)(command.Digest >> 64));
            writer.Write((ulong)command.Digest);
            writer.Write(command.Position);
            writer.Write(command.Sequence);
        }
        writer.Write(state.Span);
        writer.Flush();
        return new(form + Program, bytes.ToArray());
    }

    /// <summary>Null where another program wrote it.</summary>
    public Past? Read(string kind, IForms forms)
    {
        if (!Form.EndsWith(Program, StringComparison.Ordinal))
            return null;
        using var reader = new BinaryReader(new MemoryStream(Bytes.ToArray()));
        var (sequence, hash) = (reader.ReadInt64(), reader.ReadString());
        var count = reader.ReadInt32();
        var commands = new Dictionary<Guid, Remembered>(count);
        for (var i = 0; i < count; i++)
            commands[new(reader.ReadBytes(16))] = new(
                new(reader.ReadUInt64(), reader.ReadUInt64()),
                reader.ReadInt64(),
                reader.ReadInt64()
            );
        return forms.ReadState(kind, Form[..^Program.Length], Bytes.Span[(int)reader.BaseStream.Position..]) is { } state
            ? new(sequence, hash, state, commands)
            : null;
    }
}
