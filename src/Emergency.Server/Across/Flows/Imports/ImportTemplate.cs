using Emergency.Server.Across.Imports.Reading.Tables;
using Emergency.Server.Foundation.Problems;
using Emergency.Server.Infrastructure.Answers;
using Emergency.Server.Infrastructure.Wording;

namespace Emergency.Server.Across.Imports;

/// <summary>A template file: a workbook with the headings of a register and no rows, or an example of a register that is no table.</summary>
internal sealed record ImportTemplate(ReadOnlyMemory<byte> Bytes) : IWritten
{
    public static string ContentType => "application/octet-stream";

    /// <summary>Returns a workbook with the usual headings, required ones first; for areas (GeoJSON) and plans (YAML) an example.</summary>
    public static Outcome<ImportTemplate> Of(string kind) =>
        RegisterKinds.Of(kind) is { } register ? new Outcome<ImportTemplate>(new ImportTemplate(For(register))) : Problem.NotFound;

    public static byte[] For(RegisterKind kind) =>
        kind switch
        {
            RegisterKind.Areas => Example("areas.geojson"),
            RegisterKind.Plans => Example("plans.yaml"),
            _ => TableFile.Xlsx(
                new PageWords("zh-CN").Say($"import.kinds.{RegisterKinds.Slug(kind)}"),
                [Fields(Columns.For(kind)).Select(Columns.For(kind).Heading).ToList()]
            ),
        };

    /// <summary>All that is read, in the order of the template.</summary>
    public static IReadOnlyList<string> Fields(Columns table)
    {
        var needed = table.Required.Select(group => group[^1]).ToList();
        return [.. needed, .. table.Fields.Where(field => !Columns.Unread.Contains(field)).Except(needed, StringComparer.Ordinal)];
    }

    private static byte[] Example(string name)
    {
        using var file =
            typeof(ImportTemplate).Assembly.GetManifestResourceStream($"import.{name}")
            ?? throw new InvalidOperationException($"import.{name} is not built in");
        using var bytes = new MemoryStream();
        file.CopyTo(bytes);
        return bytes.ToArray();
    }
}
