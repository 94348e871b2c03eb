using System.IO.Compression;
using System.Text;
using Emergency.Server.Hosting.Pages;
using Emergency.Testing;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.FileProviders;

namespace Emergency.Server.Tests.Pages;

/// <summary>Compressed forms beside a file of the pages, as in a published folder; a build without checks leaves them out.</summary>
public sealed class PackedTests : IDisposable
{
    private const string Text = "console.log('a file of the pages')";
    private readonly TempFolder _folder = new();
    private readonly PhysicalFileProvider _files;

    public PackedTests()
    {
        File.WriteAllText(_folder["a.js"], Text);
        using (var brotli = new BrotliStream(File.Create(_folder["a.js.br"]), CompressionLevel.Fastest))
            brotli.Write(Encoding.UTF8.GetBytes(Text));
        using (var gzip = new GZipStream(File.Create(_folder["a.js.gz"]), CompressionLevel.Fastest))
            gzip.Write(Encoding.UTF8.GetBytes(Text));
        _files = new(_folder.Path);
    }

    public void Dispose()
    {
        _files.Dispose();
        _folder.Dispose();
    }

    [Theory]
    [InlineData("br, gzip", "br")]
    [InlineData("gzip", "gzip")]
    [InlineData("gzip, br;q=0", "gzip")]
    [InlineData("identity", null)]
    [InlineData("", null)]
    public async Task The_smallest_form_that_the_browser_takes_is_sent(string accepted, string? packing)
    {
        var (answer, body) = await Ask(accepted);
        answer.Headers.ContentEncoding.SingleOrDefault().ShouldBe(packing);
        answer.Headers.Vary.ToString().ShouldContain("Accept-Encoding");
        answer.Headers.ContentLength.ShouldBe(body.Length);
        using var sent = new MemoryStream(body);
        await using Stream opened = packing switch
        {
            "br" => new BrotliStream(sent, CompressionMode.Decompress),
            "gzip" => new GZipStream(sent, CompressionMode.Decompress),
            _ => sent,
        };
        using var text = new StreamReader(opened);
        (await text.ReadToEndAsync()).ShouldBe(Text);
    }

    [Fact]
    public async Task Another_form_is_another_entity()
    {
        var (plain, _) = await Ask("");
        var (same, _) = await Ask("", plain.Headers.ETag.ToString());
        same.StatusCode.ShouldBe(StatusCodes.Status304NotModified);
        var (packed, _) = await Ask("br", plain.Headers.ETag.ToString());
        packed.StatusCode.ShouldBe(StatusCodes.Status200OK);
    }

    private async Task<(HttpResponse Answer, byte[] Body)> Ask(string accepted, string? known = null)
    {
        var context = new DefaultHttpContext();
        using var body = new MemoryStream();
        context.Response.Body = body;
        (context.Request.Method, context.Request.Path) = (HttpMethods.Get, "/a.js");
        context.Request.Headers.AcceptEncoding = accepted;
        context.Request.Headers.IfNoneMatch = known;
        await new BuiltFiles(_ => throw new InvalidOperationException("the file is there"), _files).InvokeAsync(context);
        return (context.Response, body.ToArray());
    }
}
