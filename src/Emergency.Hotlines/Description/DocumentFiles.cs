using System.Text;
using Emergency.Hotlines.Signing;

namespace Emergency.Hotlines.Description;

/// <summary>The files a vendor builds by: AsyncAPI document, schemas, signed samples.</summary>
public static class DocumentFiles
{
    /// <summary>
    /// Files by path below a folder. Samples are those of <see cref="Samples.All"/>, or signed anew where a secret and a time are named.
    /// </summary>
    public static IReadOnlyDictionary<string, string> All(WebhookSecret? secret = null, DateTimeOffset? at = null)
    {
        var files = new SortedDictionary<string, string>(StringComparer.Ordinal) { ["asyncapi.json"] = AsyncApi.Text() };
        foreach (var (name, schema) in JsonSchemas.All())
            files[$"schemas/{name}"] = schema;
        foreach (var sample in Samples.All)
        {
            var signed = secret is null ? sample : Samples.Of(sample.Shape, sample.Headers.Id!, at ?? Samples.At, secret);
            files[$"samples/{sample.Shape.Type}.headers"] = signed.HeaderLines;
            files[$"samples/{sample.Shape.Type}.json"] = Encoding.UTF8.GetString(signed.Body);
        }
        return files;
    }

    /// <summary>Writes the files into a folder, byte for byte, and returns how many.</summary>
    public static int Write(string folder, WebhookSecret? secret, DateTimeOffset at)
    {
        var files = All(secret, at);
        foreach (var (path, text) in files)
        {
            var file = Path.Combine(folder, path);
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            File.WriteAllBytes(file, Encoding.UTF8.GetBytes(text));
        }
        return files.Count;
    }
}
