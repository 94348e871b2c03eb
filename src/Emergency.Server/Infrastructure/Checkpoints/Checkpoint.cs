using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Emergency.Engine;
using Emergency.Server.Foundation;
using Emergency.Server.Infrastructure.Encryption;

namespace Emergency.Server.Infrastructure.Checkpoints;

/// <summary>The state of one view in one realm within a checkpoint: the fold that made it, and its offset in the file.</summary>
/// <param name="Version">The fold's version and the shape of its state; the same in two programs that can read each other's bytes.</param>
/// <param name="Build">The fold's version and the program's build: where they are equal, the shape needs no comparison. Null in older
/// checkpoints.</param>
internal sealed record KeptState(string Realm, string View, string Version, string? Build, long Offset);

/// <summary>The end of a checkpoint: the position the views had reached, the event at that position, and the states in the file.</summary>
internal sealed record Contents(long Position, string Event, IReadOnlyList<KeptState> States);

/// <summary>A checkpoint that is complete and was written by this installation.</summary>
internal sealed class Checkpoint(string file, Contents contents)
{
    private const int TailBytes = sizeof(int),
        MarkBytes = 64;

    public Position At => new(contents.Position);

    /// <summary>
    /// The event at <see cref="At"/>, by stream, sequence and command: a different event there means a different journal.
    /// </summary>
    public string Event => contents.Event;
    public IEnumerable<string> Realms => contents.States.Select(one => one.Realm).Distinct(StringComparer.Ordinal);

    /// <summary>Finds a view's state; null where there is none, or another fold made it.</summary>
    /// <param name="version">Called only where another build made the state, since it must walk through all types of the state.</param>
    public KeptState? Find(string realm, string view, string build, Func<string> version) =>
        contents.States.FirstOrDefault(one => one.Realm == realm && one.View == view && (one.Build == build || one.Version == version()));

    /// <summary>Length of the file in bytes.</summary>
    public required long Length { get; init; }

    /// <summary>Bytes that a view takes in all realms. The state written last counts up to the end of the file.</summary>
    public long LengthOf(string view) =>
        contents
            .States.Select((one, n) => (one.View, Bytes: (contents.States.ElementAtOrDefault(n + 1)?.Offset ?? Length) - one.Offset))
            .Where(one => one.View == view)
            .Sum(one => one.Bytes);

    /// <param name="basis">The live state, where a drill's state is read.</param>
    public object Read(KeptState state, Codec codec, object? basis)
    {
        using var from = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete, bufferSize: 0);
        from.Position = state.Offset;
        return codec.ReadAny(new Input(from), basis)!;
    }

    /// <summary>Writes a checkpoint to a file of its own; it is on the disk when this returns.</summary>
    /// <param name="states">The states, each with the codec that writes it.</param>
    public static void Write(
        string file,
        Position at,
        string happened,
        IEnumerable<(KeptState State, Codec Codec, object Value, object? Basis)> states,
        ISealing sealing
    )
    {
        var options = new FileStreamOptions
        {
            Mode = FileMode.Create,
            Access = FileAccess.ReadWrite,
            Share = FileShare.Delete,
            BufferSize = 0,
        };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        using var to = new FileStream(file, options);
        var written = new List<KeptState>();
        foreach (var (state, codec, value, basis) in states)
        {
            written.Add(state with { Offset = to.Position });
            var output = new Output(to);
            codec.WriteAny(output, value, basis);
            output.Flush();
        }
        var contents = JsonSerializer.SerializeToUtf8Bytes(new Contents(at.Value, happened, written), Json.Options);
        to.Write(contents);
        to.Write(BitConverter.GetBytes(contents.Length));
        var mark = Encoding.ASCII.GetBytes(Mark(to, to.Length, sealing));
        to.Position = to.Length;
        to.Write(mark);
        to.Flush(flushToDisk: true);
    }

    /// <summary>Opens a checkpoint; null where the file is damaged, incomplete, or from another installation.</summary>
    public static Checkpoint? Open(string file, ISealing sealing)
    {
        using var from = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete, bufferSize: 0);
        var end = from.Length - MarkBytes;
        if (end < TailBytes || Mark(from, end, sealing) != Text(from, end, MarkBytes))
            return null;
        var length = BitConverter.ToInt32(Bytes(from, end - TailBytes, TailBytes));
        return new(file, JsonSerializer.Deserialize<Contents>(Bytes(from, end - TailBytes - length, length), Json.Options)!)
        {
            Length = from.Length,
        };
    }

    /// <summary>An HMAC under the installation's index key: a file written or changed by somebody else is not read.</summary>
    private static string Mark(FileStream file, long length, ISealing sealing)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var buffer = new byte[128 * 1024];
        file.Position = 0;
        for (var left = length; left > 0; )
        {
            var read = file.Read(buffer, 0, (int)Math.Min(left, buffer.Length));
            if (read == 0)
                break;
            hash.AppendData(buffer, 0, read);
            left -= read;
        }
        return sealing.Index($"checkpoint\n{Convert.ToHexStringLower(hash.GetHashAndReset())}");
    }

    private static string Text(FileStream file, long at, int count) => Encoding.ASCII.GetString(Bytes(file, at, count));

    private static byte[] Bytes(FileStream file, long at, int count)
    {
        var bytes = new byte[count];
        file.Position = at;
        file.ReadExactly(bytes);
        return bytes;
    }
}
