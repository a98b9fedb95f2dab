import { NodeProgram } from "sigma/rendering";
import { floatColor } from "sigma/utils";

/**
 * @typedef {import("sigma/rendering").ProgramInfo} ProgramInfo
 * @typedef {import("sigma/types").NodeDisplayData} NodeDisplayData
 * @typedef {import("sigma/types").RenderParams} RenderParams
 */

// A point is a square with room for the largest shape, a triangle, and for its rim.
const VERTEX = `
attribute vec2 a_position;
attribute float a_size;
attribute vec4 a_color;
attribute float a_shape;
uniform mat3 u_matrix;
uniform float u_sizeRatio;
uniform float u_pixelRatio;
varying vec4 v_color;
varying float v_radius;
varying float v_half;
varying float v_shape;
varying float v_soft;
void main() {
  gl_Position = vec4((u_matrix * vec3(a_position, 1.0)).xy, 0.0, 1.0);
  v_radius = a_size / u_sizeRatio;
  v_half = 1.4 * v_radius + 1.5;
  gl_PointSize = 2.0 * v_half * u_pixelRatio;
  v_soft = 0.5 / u_pixelRatio;
  v_color = a_color;
  v_shape = a_shape;
}`;

// Distances from the outline in pixels, negative inside, as paint.js draws the shapes.
const FRAGMENT = `
precision mediump float;
uniform vec3 u_ground;
varying vec4 v_color;
varying float v_radius;
varying float v_half;
varying float v_shape;
varying float v_soft;
float measure(vec2 at) {
  float wide = 1.3 * v_radius;
  if (v_shape < 0.5) return length(at) - v_radius;
  if (v_shape < 1.5) {
    vec2 corner = abs(at) - 0.65 * v_radius;
    return length(max(corner, 0.0)) + min(max(corner.x, corner.y), 0.0) - 0.35 * v_radius;
  }
  if (v_shape < 2.5) {
    return max(at.y - 0.8 * wide, (1.8 * abs(at.x) - at.y - wide) / 2.059);
  }
  return (abs(at.x) + abs(at.y) - wide) * 0.7071;
}
void main() {
  float far = measure((2.0 * gl_PointCoord - 1.0) * v_half);
  float rim = min(0.55, 0.2 * v_radius);
  vec3 color = mix(u_ground, v_color.rgb, 1.0 - smoothstep(-v_soft, v_soft, far + rim));
  float alpha = 1.0 - smoothstep(-v_soft, v_soft, far - rim);
  gl_FragColor = vec4(color * alpha, alpha);
}`;

const UNIFORMS = /** @type {const} */ (["u_matrix", "u_sizeRatio", "u_pixelRatio", "u_ground"]);

/**
 * Make the program by which sigma draws nodes in our shapes, with a rim of the ground's colour.
 *
 * @param {{ ground: number[] }} look the colour as three shares, read at each redraw
 */
export function makeSigns(look) {
  const { FLOAT, UNSIGNED_BYTE, POINTS } = WebGLRenderingContext;
  /** @extends {NodeProgram<typeof UNIFORMS[number]>} */
  return class Signs extends NodeProgram {
    /**
     * What lies under a pointer is found by ourselves, so that nothing is drawn to find it.
     *
     * @param {WebGLRenderingContext} gl
     * @param {WebGLFramebuffer | null} _picking
     * @param {import("sigma").default} sigma
     */
    constructor(gl, _picking, sigma) {
      super(gl, null, sigma);
    }

    getDefinition() {
      return {
        VERTICES: 1,
        VERTEX_SHADER_SOURCE: VERTEX,
        FRAGMENT_SHADER_SOURCE: FRAGMENT,
        METHOD: POINTS,
        UNIFORMS,
        ATTRIBUTES: [
          { name: "a_position", size: 2, type: FLOAT },
          { name: "a_size", size: 1, type: FLOAT },
          { name: "a_color", size: 4, type: UNSIGNED_BYTE, normalized: true },
          { name: "a_shape", size: 1, type: FLOAT },
        ],
      };
    }

    /**
     * @param {number} _index
     * @param {number} start
     * @param {NodeDisplayData & { shape?: number }} data
     */
    processVisibleItem(_index, start, data) {
      this.array.set([data.x, data.y, data.size, floatColor(data.color), data.shape ?? 0], start);
    }

    /**
     * @param {RenderParams} params
     * @param {ProgramInfo} program
     */
    setUniforms({ matrix, sizeRatio, pixelRatio }, { gl, uniformLocations: places }) {
      gl.uniformMatrix3fv(places["u_matrix"], false, matrix);
      gl.uniform1f(places["u_sizeRatio"], sizeRatio);
      gl.uniform1f(places["u_pixelRatio"], pixelRatio);
      gl.uniform3fv(places["u_ground"], look.ground);
    }
  };
}
