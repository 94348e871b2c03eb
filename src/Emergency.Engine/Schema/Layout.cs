using System.Globalization;

namespace Emergency.Engine.Schema;

/// <summary>Names and values that both databases have in common, whatever their SQL.</summary>
public static class Layout
{
    /// <summary>Format of the tables; a database with a higher number was written by a newer program.</summary>
    public const int Format = 1;

    /// <summary>Name under which <see cref="Format"/> stands in table about.</summary>
    public const string FormatName = "format";

    /// <summary>Names in table about that start so say which positions were lost: "lost.901" = "1000".</summary>
    public const string LostName = "lost.";

    /// <summary>Name in table about of the public key that signs the next seal. Says which node may seal; it proves nothing.</summary>
    public const string SealKeyName = "seal-key";

    /// <summary>Name in table about: the seal over what was written since the newest row of table seal; exchanged every few seconds.</summary>
    public const string TailSealName = "tail-seal";

    /// <summary>Name in table about that says that the sessions of an earlier program were taken over into table session, or that there are none to take over.</summary>
    public const string SessionsName = "sessions";

    /// <summary>Name in table about of the secret by which an engine's nodes know each other (base64). It is in no backup; where it is missing the first node draws another.</summary>
    public const string NodesKeyName = "nodes-key";

    /// <summary>Column identifier of every row: the number of the serializer that wrote the envelope.</summary>
    public const int Identifier = 119;

    /// <summary>Rows that are promised by one seal at most.</summary>
    public const int SealEvery = 10_000;

    public static string FormatText => Format.ToString(CultureInfo.InvariantCulture);

    /// <summary>Throws <see cref="CannotStart"/> where table about is not one that this program can read.</summary>
    public static void Check(IReadOnlyDictionary<string, string> about, string where)
    {
        ArgumentNullException.ThrowIfNull(about);
        if (
            !about.TryGetValue(FormatName, out var text)
            || !int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var format)
        )
            throw new CannotStart($"{where} has no format number: it is not a journal");
        if (format > Format)
            throw new CannotStart($"{where} has format {format}, this program knows {Format}: it was written by a newer one");
    }
}
