using System.Buffers.Binary;

namespace Emergency.Server.Features.Attachments.Media;

/// <summary>
/// Sound in MP4 (ISO 14496-12) as some phones record it. Metadata (place, device, names, days) is overwritten in place, so that the offsets
/// in its tables stay correct.
/// </summary>
internal static class Mp4Voice
{
    private const int Deepest = 8;

    /// <summary>Boxes that playing needs; a colon marks boxes with boxes inside.</summary>
    private static readonly string[] Kept =
    [
        "ftyp",
        "moov:",
        "mvhd",
        "trak:",
        "tkhd",
        "edts:",
        "elst",
        "mdia:",
        "mdhd",
        "hdlr",
        "minf:",
        "smhd",
        "dinf:",
        "dref",
        "stbl:",
        "stsd",
        "stts",
        "stsc",
        "stsz",
        "stco",
        "co64",
        "sgpd",
        "sbgp",
        "mvex:",
        "mehd",
        "trex",
        "styp",
        "sidx",
        "moof:",
        "mfhd",
        "traf:",
        "tfhd",
        "tfdt",
        "trun",
        "mdat",
        "free",
        "skip",
    ];

    public static bool Is(ReadOnlySpan<byte> bytes) => bytes.Length > 12 && bytes[4..8].SequenceEqual("ftyp"u8);

    public static MediaFile Read(ReadOnlySpan<byte> bytes)
    {
        var copy = bytes.ToArray();
        var (tracks, sound) = (0, false);
        Boxes(copy, 0, ref tracks, ref sound);
        return tracks == 1 && sound
            ? new(MediaFile.Mp4Sound, null, null, copy)
            : throw new BrokenMedia("one track of sound, and nothing else");
    }

    private static void Boxes(Span<byte> inside, int depth, ref int tracks, ref bool sound)
    {
        if (depth > Deepest)
            throw new BrokenMedia("boxes in boxes without end");
        while (inside.Length > 0)
        {
            if (inside.Length < 8)
                throw new BrokenMedia("the file ends too early");
            var (size, head) = ((long)BinaryPrimitives.ReadUInt32BigEndian(inside), 8);
            if (size == 1 && inside.Length >= 16)
                (size, head) = (BinaryPrimitives.ReadInt64BigEndian(inside[8..]), 16);
            else if (size == 0)
                size = inside.Length;
            if (size < head || size > inside.Length)
                throw new BrokenMedia("a box longer than what it lies in");
            One(inside[..(int)size], head, depth, ref tracks, ref sound);
            inside = inside[(int)size..];
        }
    }

    private static void One(Span<byte> box, int head, int depth, ref int tracks, ref bool sound)
    {
        var name = System.Text.Encoding.Latin1.GetString(box[4..8]);
        if (Kept.Contains(name + ":", StringComparer.Ordinal))
            Boxes(box[head..], depth + 1, ref tracks, ref sound);
        else if (!Kept.Contains(name, StringComparer.Ordinal) || name is "free" or "skip")
        {
            "free"u8.CopyTo(box[4..]);
            box[head..].Clear();
        }
        else if (name == "hdlr")
        {
            // Layout: version and flags, a word, the kind of track, three words, and a name.
            if (box.Length < head + 24 || !box.Slice(head + 8, 4).SequenceEqual("soun"u8))
                throw new BrokenMedia("a track that is no sound");
            box[(head + 24)..].Clear();
            tracks++;
        }
        else if (name == "mdat")
            sound = true;
        else if (name is "mvhd" or "tkhd" or "mdhd")
            Timeless(box[head..]);
    }

    // Clears the times at which it was made and changed: 2 × 4 bytes, in version 1 2 × 8.
    private static void Timeless(Span<byte> head)
    {
        var length = head.Length > 0 && head[0] == 1 ? 16 : 8;
        if (head.Length < 4 + length)
            throw new BrokenMedia("a head that is too short");
        head.Slice(4, length).Clear();
    }
}
