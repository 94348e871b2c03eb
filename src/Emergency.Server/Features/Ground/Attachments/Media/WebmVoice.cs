using System.Buffers;
using System.Buffers.Binary;

namespace Emergency.Server.Features.Attachments.Media;

/// <summary>
/// Sound in WebM (RFC 8794, RFC 9559) as browsers record it, written anew from the elements that playing needs: no tags, attachments,
/// names, days, programs, nor any picture.
/// </summary>
internal static class WebmVoice
{
    private const uint Head = 0x1A45DFA3,
        DocType = 0x4282,
        Segment = 0x18538067,
        Info = 0x1549A966,
        Scale = 0x2AD7B1,
        Duration = 0x4489,
        MuxingApp = 0x4D80,
        WritingApp = 0x5741,
        Tracks = 0x1654AE6B,
        Track = 0xAE,
        TrackType = 0x83,
        Codec = 0x86,
        TrackName = 0x536E,
        Language = 0x22B59C,
        Cluster = 0x1F43B675;
    private const byte Audio = 2;
    private const ulong Unknown = ulong.MaxValue;

    /// <summary>Elements kept of a cluster: timestamp and sound.</summary>
    private static readonly uint[] OfClusters = [0xE7, 0xA3, 0xA0, 0xA7, 0xAB];

    public static ReadOnlySpan<byte> Magic => [0x1A, 0x45, 0xDF, 0xA3];

    public static MediaFile Read(ReadOnlySpan<byte> bytes)
    {
        var from = new ByteWalk(bytes);
        var to = new ArrayBufferWriter<byte>(bytes.Length + 64);
        var (id, size) = Element(ref from);
        if (id != Head)
            throw new BrokenMedia("no head");
        var head = from.Take(Known(size));
        if (!Is(head))
            throw new BrokenMedia("another document");
        Write(to, Head, head);
        (id, size) = Element(ref from);
        if (id != Segment)
            throw new BrokenMedia("no segment");
        Write(to, Segment);
        // A recorder that is still running does not know the final length.
        var parts = size == Unknown ? from : new ByteWalk(from.Take(Known(size)));
        Parts(ref parts, to);
        return new(MediaFile.WebmSound, null, null, to.WrittenMemory);
    }

    private static bool Is(ReadOnlySpan<byte> head)
    {
        var from = new ByteWalk(head);
        while (from.Left > 0)
        {
            var (id, size) = Element(ref from);
            var value = from.Take(Known(size));
            if (id == DocType)
                return value.SequenceEqual("webm"u8) || value.SequenceEqual("matroska"u8);
        }
        return false;
    }

    private static void Parts(ref ByteWalk from, ArrayBufferWriter<byte> to)
    {
        var (heard, inside) = (false, false);
        while (from.Left > 0)
        {
            var (id, size) = Element(ref from);
            if (id == Cluster)
            {
                if (!heard)
                    throw new BrokenMedia("sound before its tracks");
                // Writes the cluster with an unknown length; its elements follow, as in a live recording.
                Write(to, Cluster);
                inside = true;
                continue;
            }
            var value = from.Take(Known(size));
            if (inside && OfClusters.Contains(id))
                Write(to, id, value);
            else if (id == Info && !inside)
                Write(to, Info, Times(value));
            else if (id == Tracks && !inside)
            {
                Write(to, Tracks, Heard(value));
                heard = true;
            }
        }
        if (!inside)
            throw new BrokenMedia("no sound");
    }

    private static ReadOnlySpan<byte> Times(ReadOnlySpan<byte> info)
    {
        var from = new ByteWalk(info);
        var to = new ArrayBufferWriter<byte>(64);
        while (from.Left > 0)
        {
            var (id, size) = Element(ref from);
            var value = from.Take(Known(size));
            if (id is Scale or Duration)
                Write(to, id, value);
        }
        // The format requires both elements.
        Write(to, MuxingApp, "-"u8);
        Write(to, WritingApp, "-"u8);
        return to.WrittenSpan;
    }

    private static ReadOnlySpan<byte> Heard(ReadOnlySpan<byte> tracks)
    {
        var from = new ByteWalk(tracks);
        var (to, count) = (new ArrayBufferWriter<byte>(tracks.Length + 16), 0);
        while (from.Left > 0)
        {
            var (id, size) = Element(ref from);
            var value = from.Take(Known(size));
            if (id != Track)
                continue;
            count++;
            Write(to, Track, One(value));
        }
        return count == 1 ? to.WrittenSpan : throw new BrokenMedia("one track of sound, and nothing else");
    }

    private static ReadOnlySpan<byte> One(ReadOnlySpan<byte> track)
    {
        var from = new ByteWalk(track);
        var (to, sound, codec) = (new ArrayBufferWriter<byte>(track.Length + 64), false, false);
        while (from.Left > 0)
        {
            var (id, size) = Element(ref from);
            var value = from.Take(Known(size));
            sound |= id == TrackType && value is [Audio];
            codec |= id == Codec && value.StartsWith("A_"u8);
            if (id is not (TrackName or Language))
                Write(to, id, value);
        }
        return sound && codec ? to.WrittenSpan : throw new BrokenMedia("a track that is no sound");
    }

    private static (uint Id, ulong Size) Element(ref ByteWalk from)
    {
        var id = Number(ref from, most: 4, marked: true);
        return ((uint)id, Number(ref from, most: 8, marked: false));
    }

    // Reads a number of one to eight bytes; the zeros before its first set bit give its length.
    private static ulong Number(ref ByteWalk from, int most, bool marked)
    {
        var first = from.Byte();
        var length = System.Numerics.BitOperations.LeadingZeroCount(first) - 24 + 1;
        if (first == 0 || length > most)
            throw new BrokenMedia("a number that is too long");
        var value = marked ? first : (ulong)first & ((1UL << (8 - length)) - 1);
        var ones = (first & ((1 << (8 - length)) - 1)) == (1 << (8 - length)) - 1;
        for (var more = 1; more < length; more++)
        {
            var next = from.Byte();
            ones &= next == 0xFF;
            value = (value << 8) | next;
        }
        return ones && !marked ? Unknown : value;
    }

    private static long Known(ulong size) => size <= int.MaxValue ? (long)size : throw new BrokenMedia("a length that is not said");

    private static void Write(ArrayBufferWriter<byte> to, uint id, ReadOnlySpan<byte> value)
    {
        Name(to, id);
        BinaryPrimitives.WriteUInt64BigEndian(to.GetSpan(8), (1UL << 56) | (uint)value.Length);
        to.Advance(8);
        to.Write(value);
    }

    /// <summary>Writes the head of an element of unknown length, which ends with the elements that follow it.</summary>
    private static void Write(ArrayBufferWriter<byte> to, uint id)
    {
        Name(to, id);
        to.Write((ReadOnlySpan<byte>)[0x01, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF]);
    }

    private static void Name(ArrayBufferWriter<byte> to, uint id)
    {
        Span<byte> four = stackalloc byte[4];
        BinaryPrimitives.WriteUInt32BigEndian(four, id);
        to.Write((ReadOnlySpan<byte>)four.TrimStart((byte)0));
    }
}
