using System.Globalization;
using System.Security.Cryptography;
using Emergency.Engine;
using Emergency.Engine.Databases;
using Emergency.Engine.Schema;
using Emergency.Engine.Seals;
using Emergency.Server.Across.Anchors;
using Emergency.Server.Foundation;
using Emergency.Server.Infrastructure.Encryption;
using Emergency.Server.Infrastructure.Storage;

namespace Emergency.Server.Hosting;

/// <summary>
/// <c>verify [--anchor FILE|POSITION:SEAL]… [--public-key FILE]…</c>: reports the intact parts of the journal and what they prove;
/// <c>seal-key new</c>: makes another key for the seals.
/// </summary>
internal static class Verifying
{
    /// <summary>
    /// Exit code where nothing is broken, but some rows are under no signature: anybody with write access to the data could have changed
    /// them.
    /// </summary>
    public const int NotAllProven = 2;

    /// <summary>Time in which a running server has sealed its new rows; it seals them within five seconds.</summary>
    private static readonly TimeSpan Sealing = TimeSpan.FromSeconds(7);

    /// <summary>Returns 0 where the journal is whole, 1 where it is not: lost, missing or broken parts are named.</summary>
    /// <param name="against">Anchors and public keys to compare with, besides those beside the seal key and in the folder of
    /// anchors.</param>
    public static async Task<int> Run(Settings settings, IReadOnlyList<string> against, TextWriter output)
    {
        var outside = Outside.Beside(settings.Engine);
        var (keys, anchors) = (new List<string>(), new List<(string, Anchor)>());
        for (var n = 0; n < against.Count; n += 2)
        {
            if (n + 1 == against.Count)
                throw new CannotStart($"{against[n]}: a file is missing");
            if (against[n] == "--anchor")
                anchors.Add((against[n + 1], FromPaper(against[n + 1]) ?? AnchorFile.Read(against[n + 1])));
            else if (against[n] == "--public-key")
                keys.AddRange(SealKey.ReadPublic(against[n + 1]));
            else
                throw new CannotStart($"verify does not know \"{against[n]}\": --anchor FILE, --public-key FILE");
        }
        anchors.AddRange(Anchoring.Kept(settings.AnchorFolder));
        var installation = Installation.From(await Database.Peek(settings.Engine))?.Id;
        var found = await Checked(
            settings,
            () =>
                Outside.Beside(settings.Engine) with
                {
                    Keys = keys.Count > 0 ? keys : outside.Keys,
                    Anchors = anchors,
                    Installation = installation,
                }
        );
        if (keys.Count > 0 && found is { Rows: > 0, Proof.Key: null })
            found = found with { Missing = [.. found.Missing, "signed seals: there is none, though a public key is given"] };
        // Keys are not searched in a broken journal: their report would only hide the damage.
        if (found.Broken is null)
            found = found with
            {
                Missing = [.. found.Missing, .. await NamedKeys.Missing(settings), .. await NamedFiles.Missing(settings)],
            };
        if (!AllProven(found) && found.Proof.Key is { } sealing && OwnKey(settings) != sealing)
            found = found with { Proof = found.Proof with { Notes = [.. found.Proof.Notes, KeyElsewhere(settings, sealing)] } };
        var told = await Told(found, output);
        return told == 0 && !AllProven(found) ? NotAllProven : told;
    }

    private static string KeyElsewhere(Settings settings, string key) =>
        Said(
            $"本机 {settings.SealKeyFile} 没有密钥 {SealKey.Fingerprint(key)}，本机写入的记录由它签封不了：请从有它的机器复制过来。",
            $"This machine has no key {SealKey.Fingerprint(key)} at {settings.SealKeyFile} and seals nothing with it: copy it from the machine that has it."
        );

    /// <summary>
    /// Checks the journal. If the newest rows are under no signature yet, it checks once more when the running server has had time to seal
    /// them.
    /// </summary>
    private static async Task<Verification> Checked(Settings settings, Func<Outside> outside)
    {
        var found = await Verify.Run(settings.Engine, outside());
        if (!found.Whole || found.Proof.Key is null || AllProven(found))
            return found;
        await Task.Delay(Sealing, TimeProvider.System);
        var again = await Verify.Run(settings.Engine, outside());
        // Rows written during the check are not part of the question.
        return again.Whole && ProvenUpTo(again) >= found.Last ? again with { Last = ProvenUpTo(again) } : again;
    }

    /// <summary>Position up to which everything is under a signature, or matches an anchor.</summary>
    private static long ProvenUpTo(Verification found) =>
        Math.Max(found.Proof.Anchored?.Position ?? 0, found.Proof.Key is null ? 0 : found.Proof.Signed);

    private static bool AllProven(Verification found) => found.Last <= ProvenUpTo(found);

    /// <summary>
    /// Reads "position:seal", as typed from a printed sheet; null where it is a file's name. The signature of such an anchor is the one on
    /// the paper.
    /// </summary>
    private static Anchor? FromPaper(string said) =>
        said.Split(':') is [var position, var seal]
        && long.TryParse(position, NumberStyles.None, CultureInfo.InvariantCulture, out var upTo)
        && seal.Replace(" ", "", StringComparison.Ordinal).ToLowerInvariant() is { Length: 64 } hex
        && hex.All(char.IsAsciiHexDigit)
            ? new("", upTo, hex, default, "", "")
            : null;

    /// <summary>
    /// Draws another seal key. With the present key in place the next seal names the new one, which signs from then on. If the present key
    /// is lost, the new one begins without its word, and every later check reports that.
    /// </summary>
    public static async Task<int> NewKey(Settings settings, TextWriter output)
    {
        await BackingUp.Known(settings);
        try
        {
            using var present = SealKey.Load(settings.SealKeyFile);
            if (present is null)
            {
                // Reports another user of the folder before anything is made.
                await using var database = await Database.Open(settings.Engine, TimeProvider.System, CancellationToken.None);
                using var made = SealKey.Create(settings.SealKeyFile);
                await database.Notes.WriteAbout(
                    new Dictionary<string, string?>(StringComparer.Ordinal) { [Layout.SealKeyName] = made.Public },
                    CancellationToken.None
                );
                await output.WriteLineAsync(
                    $"新密钥 / new key {SealKey.Fingerprint(made.Public)}: 旧密钥未签字确认，请把 {settings.SealKeyFile}.pub 交给审计人员 / the key before has not named it: give {settings.SealKeyFile}.pub to whoever verifies, from hand to hand"
                );
                return 0;
            }
            using var both = present.DrawNext();
            await output.WriteLineAsync(
                $"新密钥 / next key {SealKey.Fingerprint(both.NextPublic!)}: 下一个封印由旧密钥签字确认后启用 / the next seal names it under the present key, then it signs"
            );
            return 0;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or CryptographicException)
        {
            throw new CannotStart($"{settings.SealKeyFile} cannot be written: {e.Message}");
        }
    }

    /// <summary>The public key of this machine's seal key; null where there is none that can be read.</summary>
    internal static string? OwnKey(Settings settings)
    {
        try
        {
            using var key = SealKey.Load(settings.SealKeyFile);
            return key?.Public;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or CryptographicException)
        {
            return null;
        }
    }

    /// <summary>Prints the result of a check of the journal; returns the exit code.</summary>
    internal static async Task<int> Told(Verification found, TextWriter output)
    {
        await output.WriteLineAsync($"{found.Rows} events, last position {found.Last}, {found.Unsealed} not yet sealed");
        foreach (var lost in found.Lost)
            await output.WriteLineAsync($"LOST 丢失: positions {lost}: acknowledged and gone");
        foreach (var missing in found.Missing)
            await output.WriteLineAsync($"MISSING 缺少: {missing}");
        if (found.Broken is not null)
            await output.WriteLineAsync($"BROKEN {found.Broken}");
        else
            foreach (var line in Proven(found))
                await output.WriteLineAsync(line);
        await output.WriteLineAsync(found.Whole ? "whole" : "NOT whole");
        return found.Whole ? 0 : 1;
    }

    private static IEnumerable<string> Proven(Verification found)
    {
        var (proof, at) = (found.Proof, 0L);
        foreach (var note in proof.Notes)
            yield return $"NOTE 注意: {note}";
        if (proof.Anchored is { } anchor)
        {
            yield return Said(
                $"已证明：1–{anchor.Position} 号与锚所记 {Time(anchor.At)} 时一致，持有密钥的人也不能改动。",
                $"PROVEN: positions 1-{anchor.Position} are what they were at {Time(anchor.At)}, by the newest anchor; also who has the key could not change them since."
            );
            at = anchor.Position;
        }
        if (proof.Key is { } key && proof.Signed > at)
        {
            // An unknown key proves only that the rows were sealed by somebody.
            if (proof.Known)
                yield return Said(
                    $"已签封：{at + 1}–{proof.Signed} 号由密钥 {SealKey.Fingerprint(key)} 签封；没有该密钥的人不能改动，持有者可以。",
                    $"SEALED: positions {at + 1}-{proof.Signed} are under seals of key {SealKey.Fingerprint(key)}: nobody without that key changed them since; who has it could have."
                );
            at = proof.Signed;
        }
        if (proof.Key is not null && !proof.Known)
            yield return Said(
                "未核对公钥：封印只与自身相符。请用 --public-key 或 --anchor 给出保存在外的公钥或锚。",
                "NOT COMPARED: the seals agree with themselves only; give a public key or an anchor that was kept elsewhere (--public-key, --anchor)."
            );
        if (proof is { AccidentsOnly: > 0, SignedSince: { } since })
            yield return Said(
                $"1–{proof.AccidentsOnly} 号在 {Time(since)} 之前没有签名：该时刻以前只能发现意外损坏。",
                $"Positions 1-{proof.AccidentsOnly} had no signature before {Time(since)}: what happened to them earlier would be found only if by accident."
            );
        if (found.Last > at)
            yield return Said(
                $"未证明：{at + 1}–{found.Last} 号尚无签名，只能发现意外损坏。",
                $"NOT PROVEN: positions {at + 1}-{found.Last} are under no signature yet: only accidents are found there."
            );
    }

    private static string Said(FormattableString chinese, FormattableString english) =>
        $"{chinese.ToString(CultureInfo.InvariantCulture)} {english.ToString(CultureInfo.InvariantCulture)}";

    private static string Said(string chinese, string english) => $"{chinese} {english}";

    private static string Time(DateTimeOffset at) =>
        at == default
            ? "（见纸上 / as the paper says）"
            : at.ToOffset(TimeSpan.FromHours(8)).ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);
}
