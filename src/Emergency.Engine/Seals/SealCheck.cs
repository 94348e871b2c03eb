using System.Globalization;
using Emergency.Engine.Storage;

namespace Emergency.Engine.Seals;

/// <summary>Checks that the seals follow each other, who signed them, and that they are those that are known outside. Their fit to the rows is looked at with the rows.</summary>
internal static class SealCheck
{
    public sealed record Found(string? Broken, IReadOnlyList<string> Missing, Proof Proof);

    public static Found Run(IReadOnlyList<Seal> seals, Outside outside, long last)
    {
        // An anchor says whose it was where no key is given: it comes from outside too.
        var known = new HashSet<string>(
            outside.Keys.Count > 0 ? outside.Keys : outside.Anchors.Select(one => one.Anchor.Key).Where(key => key.Length > 0),
            StringComparer.Ordinal
        );
        var (given, notes) = (known.Count > 0, new List<string>());
        var broken = Chained(seals, known, notes);
        var missing = new List<string>();
        if (outside.Newest is { } newest)
            Held(seals, newest.UpTo, newest.Digest, "as is written beside the seal key", last, missing, ref broken);
        (long, DateTimeOffset)? anchored = null;
        foreach (var (name, anchor) in outside.Anchors.OrderBy(one => one.Anchor.Position))
        {
            // A seal that was read from paper names neither: whoever brings it vouches for it.
            if (outside.Installation is { } own && anchor.Installation.Length > 0 && anchor.Installation != own)
                broken ??= $"anchor {name} belongs to another installation, {anchor.Installation}";
            else if (anchor.Key.Length > 0 && !known.Contains(anchor.Key))
                broken ??= $"anchor {name} is signed by {SealKey.Fingerprint(anchor.Key)}, which is none of the keys known here";
            else if (
                Held(
                    seals,
                    anchor.Position,
                    anchor.Seal,
                    anchor.At == default ? $"by the printed anchor {name}" : $"by anchor {name} of {At(anchor.At)}",
                    last,
                    missing,
                    ref broken
                )
            )
                anchored = (anchor.Position, anchor.At);
        }
        var signed = seals.Where(seal => SignedSeal.Of(seal) is not null).ToList();
        var key = signed.Count == 0 ? null : SignedSeal.Of(signed[^1])!.Key;
        if (signed.Count == 0 && outside.Keys.Count > 0 && outside.Newest is null && last > 0)
            notes.Add("no seal is signed, though a public key is known: what is sealed is protected against accidents only");
        return new(
            broken,
            missing,
            new Proof
            {
                AccidentsOnly = seals.LastOrDefault(seal => SignedSeal.Of(seal) is null)?.UpTo ?? 0,
                SignedSince = signed.Count == 0 ? null : new DateTimeOffset(signed[0].Created, TimeSpan.Zero),
                Signed = signed.Count == 0 ? 0 : signed[^1].UpTo,
                Key = key,
                Known = key is not null && given && known.Contains(key),
                Anchored = anchored,
                Notes = notes,
            }
        );
    }

    // A key counts as ours when it is known outside, or one that is ours has named it. Rows that an unknown one has sealed are held by the digest in the next seal of a known one.
    private static string? Chained(IReadOnlyList<Seal> seals, HashSet<string> known, List<string> notes)
    {
        var (given, before, unknown) = (known.Count > 0, (SignedSeal?)null, (string?)null);
        for (var n = 0; n < seals.Count; n++)
        {
            var (seal, which) = (
                seals[n],
                string.Create(CultureInfo.InvariantCulture, $"the seal over positions {seals[n].After + 1}-{seals[n].UpTo}")
            );
            if (SignedSeal.Of(seal) is not { } signed)
            {
                if (before is not null)
                    return $"{which} is not signed, though those before it are";
                continue;
            }
            if (signed.Previous != (n == 0 ? SignedSeal.None : SignedSeal.Digest(seals[n - 1])))
                return $"{which} does not name the seal before it: one was exchanged or taken away";
            if (!signed.Fits(seal))
                return $"{which} has a signature that does not fit it";
            var named = before is null || signed.Key == before.Key || signed.Key == before.NextKey;
            if (!named && given && known.Contains(signed.Key))
                notes.Add(
                    $"{which} is the first of key {SealKey.Fingerprint(signed.Key)}, which no earlier key has named; it is known from outside"
                );
            else if (!named)
                return $"{which} is signed by key {SealKey.Fingerprint(signed.Key)}, which no earlier key has named";
            unknown =
                given && !known.Contains(signed.Key)
                    ? unknown ?? $"{which} is signed by key {SealKey.Fingerprint(signed.Key)}, which is none of the keys known here"
                    : null;
            if (unknown is null && signed.NextKey is { } next)
                known.Add(next);
            before = signed;
        }
        return unknown;
    }

    /// <summary>True where the journal still has a seal that is known from outside.</summary>
    private static bool Held(
        IReadOnlyList<Seal> seals,
        long upTo,
        string digest,
        string said,
        long last,
        List<string> missing,
        ref string? broken
    )
    {
        if (seals.FirstOrDefault(seal => seal.UpTo == upTo) is { } seal)
        {
            if (SignedSeal.Digest(seal) == digest)
                return true;
            broken ??= string.Create(
                CultureInfo.InvariantCulture,
                $"the seal up to position {upTo} is another than the one made, {said}: the journal was sealed anew"
            );
        }
        else if (last < upTo)
        {
            missing.Add(string.Create(CultureInfo.InvariantCulture, $"positions {last + 1}-{upTo}: sealed once, {said}, and cut off"));
        }
        else
        {
            missing.Add(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"the seal up to position {upTo}, {said}: seals were taken away or the journal was sealed anew"
                )
            );
        }
        return false;
    }

    private static string At(DateTimeOffset at) => at.ToUniversalTime().ToString("yyyy-MM-dd HH:mm 'UTC'", CultureInfo.InvariantCulture);
}
