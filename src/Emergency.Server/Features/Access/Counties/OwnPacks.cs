using System.Security.Cryptography;
using Emergency.Domain;
using Emergency.Domain.Regulations;
using Emergency.Engine;
using Emergency.Server.Foundation;

namespace Emergency.Server.Features.Counties;

/// <summary>The built-in rule packs and those of the operator's folder, read once at the start.</summary>
/// <param name="Marks">Id, version and beginning of the file's SHA-256 of each pack of the folder. The health check
/// shows them, so that an operator can compare nodes.</param>
internal sealed record OwnPacks(RulePacks All, ListOf<string> Marks)
{
    /// <summary>Name of the schema in the folder, by which an editor can check the packs; it is no pack itself.</summary>
    private const string Form = "schema.json";
    private const int MarkDigits = 8;

    /// <summary>
    /// Reads all packs. Throws <see cref="CannotStart"/> with a sentence for each file that is no valid pack; no file is read in part.
    /// </summary>
    public static OwnPacks Read(Settings settings)
    {
        if (settings.RulePacks is not { } folder)
            return new(RulePacks.BuiltIn, []);
        if (!Directory.Exists(folder))
            throw new CannotStart($"rule-packs: there is no folder {folder}");
        var (packs, marks, faults) = (new List<RulePack>(), new List<string>(), new List<string>());
        foreach (var file in Files(folder))
            try
            {
                var bytes = File.ReadAllBytes(file);
                var pack = RulePack.Read(new MemoryStream(bytes)) with { File = file };
                packs.Add(pack);
                marks.Add($"{pack.Id} {pack.Version} {Convert.ToHexStringLower(SHA256.HashData(bytes))[..MarkDigits]}");
            }
            catch (Exception fault) when (fault is FormatException or IOException or UnauthorizedAccessException)
            {
                faults.Add($"rule-packs: {file}: {fault.Message}");
            }
        return faults.Count > 0
            ? throw new CannotStart(string.Join(Environment.NewLine, faults))
            : new(new([.. RulePacks.BuiltIn.All, .. packs]), [.. marks]);
    }

    private static IEnumerable<string> Files(string folder) =>
        Directory.EnumerateFiles(folder, "*.json").Where(file => Path.GetFileName(file) != Form).Order(StringComparer.Ordinal);
}
